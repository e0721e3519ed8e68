import { z } from 'zod';

/**
 * A bulletin that an issuer puts straight into the log: whose it is, its JSON as text, and the signature over that text in UTF-8 by the
 * issuer's key (Ed25519, RFC 8032), Base64. The text is signed as it stands, so that nobody need agree on an order of fields.
 */
export const submission = z.strictObject({
  issuer: z.string().min(1).max(100),
  bulletin: z.string().min(1),
  signature: z.base64('expected the signature in Base64').length(88, 'expected 64 bytes in Base64'),
});
export type Submission = z.output<typeof submission>;
