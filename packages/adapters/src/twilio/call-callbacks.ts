import { createHmac, timingSafeEqual } from 'node:crypto';

/** What Twilio says about a call: how it ended, and a key that was pressed in it. */
export const CALL_CALLBACKS = { status: '/callbacks/twilio-call', key: '/callbacks/twilio-key' } as const;
export type CallCallback = keyof typeof CALL_CALLBACKS;

interface Of {
  readonly deliveryId: number;
  readonly attempt: number;
}

/** Begins with a word of its own: no signature of another address can stand in for one of these. */
const sign = (secret: string, of: CallCallback, { deliveryId, attempt }: Of): string =>
  createHmac('sha256', secret)
    .update(`call-${of}.${String(deliveryId)}.${String(attempt)}`)
    .digest('base64url');

/** Where Twilio reports on a call: the address names the delivery under an HMAC. */
export function callCallbackUrl(publicUrl: string, secret: string, of: CallCallback, which: Of): string {
  const url = new URL(CALL_CALLBACKS[of], publicUrl);
  const { deliveryId, attempt } = which;
  url.search = new URLSearchParams({ d: String(deliveryId), a: String(attempt), s: sign(secret, of, which) }).toString();
  return url.href;
}

/** Did we make this address? */
export function isOwnCallCallback(secret: string, of: CallCallback, given: Of & { readonly signature: string }): boolean {
  const [expected, signature] = [Buffer.from(sign(secret, of, given)), Buffer.from(given.signature)];
  return expected.length === signature.length && timingSafeEqual(expected, signature);
}
