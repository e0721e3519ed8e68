import { createHmac, timingSafeEqual } from 'node:crypto';

const sign = (secret: string, deliveryId: number, attempt: number): string =>
  createHmac('sha256', secret)
    .update(`${String(deliveryId)}.${String(attempt)}`)
    .digest('base64url');

/** Where Twilio reports on a delivery: the URL names it under an HMAC, so a receipt needs no provider id. */
export function callbackUrl(publicUrl: string, secret: string, deliveryId: number, attempt: number): string {
  return `${new URL('/callbacks/twilio', publicUrl).href}${callbackQuery(secret, deliveryId, attempt)}`;
}

/** What follows the path in {@link callbackUrl}; nothing in it needs escaping. */
export const callbackQuery = (secret: string, deliveryId: number, attempt: number): string =>
  `?d=${deliveryId}&a=${attempt}&s=${sign(secret, deliveryId, attempt)}`;

/** Did we make this callback URL? */
export function isOwnCallback(secret: string, of: { deliveryId: number; attempt: number; signature: string }): boolean {
  const expected = Buffer.from(sign(secret, of.deliveryId, of.attempt));
  const given = Buffer.from(of.signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
