import { createHmac, timingSafeEqual } from 'node:crypto';

/** Where receipts shows the page with the button: under a path that the public front sends there already. */
export const CONFIRMATION_PATH = '/callbacks/confirmation';

/** Begins with a word: no signature of a provider's callback, which is over numbers alone, can stand in for one of these. */
const sign = (secret: string, deliveryId: number): string =>
  createHmac('sha256', secret)
    .update(`confirmation.${String(deliveryId)}`)
    .digest('base64url');

/** The link by which the receiver of a delivery confirms it: for the texts of agencies, relays and contacts of the supply list. */
export function confirmationUrl(publicUrl: string, secret: string, deliveryId: number): string {
  const url = new URL(CONFIRMATION_PATH, publicUrl);
  url.search = new URLSearchParams({ d: String(deliveryId), s: sign(secret, deliveryId) }).toString();
  return url.href;
}

/** Did we make this link? */
export function isOwnConfirmation(secret: string, of: { deliveryId: number; signature: string }): boolean {
  const expected = Buffer.from(sign(secret, of.deliveryId));
  const given = Buffer.from(of.signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
