import { z } from 'zod';
import { type Addresses, createAddresses } from './sealed-addresses.ts';

const FORM = 'id:key[,id:key…], the id from 1 to 255, the key 32 bytes as base64; the first one seals, all of them open';

/** `LOA_ADDRESS_KEYS`: the master keys of the registry's addresses, newest first. Nothing of it can be printed once it is read. */
export const addressKeys = () =>
  z.string(`expected ${FORM}`).transform((text, context): Addresses => {
    try {
      return createAddresses(
        text.split(',').map((part) => {
          const [id = '', key = ''] = part.trim().split(':');
          return { id: Number(id), key: new Uint8Array(Buffer.from(key, 'base64')) };
        }),
      );
    } catch {
      context.addIssue({ code: 'custom', message: `expected ${FORM}` });
      return z.NEVER;
    }
  });
