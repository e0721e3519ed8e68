import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** Public keys of issuers that write into the log, by issuer. */
export type LogKeys = Readonly<Record<string, KeyObject>>;

const EXPECTED = 'expected a public key of Ed25519: PEM, or its SubjectPublicKeyInfo in Base64';

const publicKey = z.string().transform((text, context): KeyObject => {
  try {
    const key = text.startsWith('-----BEGIN')
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Named below, as a key of another kind is.
  }
  context.addIssue({ code: 'custom', message: EXPECTED });
  return z.NEVER;
});

/** Keys as the JSON text that a configuration holds: `{"nchmf": "MCowBQYDK2Vw…"}`. */
export const logKeysText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'expected a JSON object of public keys by issuer' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string().min(1), publicKey, 'expected a JSON object of public keys by issuer'));
