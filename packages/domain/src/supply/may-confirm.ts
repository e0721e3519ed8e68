import type { Audience } from '../audience/subscriber.ts';
import type { Instant } from '../time.ts';

/** How a receiver of a warning confirmed: the button of the page behind a link, a key pressed in a call, an operator's mark. */
export type ConfirmedHow = 'link' | 'key' | 'operator';

export interface ConfirmQuestion {
  readonly audience: Audience;
  /** A contact of the supply list, or another body that must be supplied. */
  readonly supply: boolean;
  readonly expiresAt: Instant;
  readonly recalledAt: Instant | null;
  readonly confirmedAt: Instant | null;
}

export const CONFIRM_REFUSALS = ['not-asked', 'recalled', 'expired', 'already-confirmed'] as const;
export type ConfirmRefusal = (typeof CONFIRM_REFUSALS)[number];

/** Is this receiver asked to confirm? */
export const isAskedToConfirm = (of: Pick<ConfirmQuestion, 'audience' | 'supply'>): boolean =>
  of.supply || of.audience === 'agency' || of.audience === 'relay';

/** May this receiver confirm now? A cancelled warning may still be confirmed: it was received. */
export function mayConfirm(
  of: ConfirmQuestion,
  now: Instant,
): { readonly may: true } | { readonly may: false; readonly reason: ConfirmRefusal } {
  const no = (reason: ConfirmRefusal) => ({ may: false, reason }) as const;
  if (!isAskedToConfirm(of)) return no('not-asked');
  if (of.confirmedAt !== null) return no('already-confirmed');
  if (of.recalledAt !== null) return no('recalled');
  return of.expiresAt <= now ? no('expired') : { may: true };
}

/**
 * How silent a receiver who is asked to confirm is: 1 where no provider took a delivery, a half where one did and nobody confirmed, 0 where
 * somebody has. With the need it says whom to telephone first.
 */
export const silenceOf = ({ taken, confirmed }: { readonly taken: boolean; readonly confirmed: boolean }): number =>
  confirmed ? 0 : taken ? 0.5 : 1;
