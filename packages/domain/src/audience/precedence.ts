import type { Audience } from './subscriber.ts';

/** 2: bodies of the supply list; 1: relays, agencies and media, and the few who sign up in the middle of a storm; 0: citizens. */
export type Precedence = 0 | 1 | 2;

/** Whose messages go before whose inside a lane, whichever warnings they are of; the layers are the order inside one warning. */
export const precedenceOf = ({ audience, supply }: { readonly audience: Audience; readonly supply: boolean }): Precedence =>
  supply ? 2 : audience === 'citizen' ? 0 : 1;
