import { createHmac, timingSafeEqual } from 'node:crypto';

/** Where receipts shows the page with the button. Short, since the link has to fit into an SMS. */
export const CONFIRMATION_PATH = '/c/';

/** 128 bits of the HMAC (RFC 2104, section 5), 22 characters. */
const SIGNATURE_BYTES = 16;

/** Begins with a word: no signature of a provider's callback, which is over numbers alone, can stand in for one of these. */
const sign = (secret: string, deliveryId: number): Buffer =>
  createHmac('sha256', secret)
    .update(`confirmation.${String(deliveryId)}`)
    .digest()
    .subarray(0, SIGNATURE_BYTES);

/** The link by which the receiver of a delivery confirms it: for the texts of agencies, relays and contacts of the supply list. */
export function confirmationUrl(publicUrl: string, secret: string, deliveryId: number): string {
  return new URL(`${CONFIRMATION_PATH}${deliveryId.toString(36)}.${sign(secret, deliveryId).toString('base64url')}`, publicUrl).href;
}

const TOKEN = /^([0-9a-z]{1,11})\.([\w-]{22})$/;

/** The delivery that a link's token names; null when we did not make it. */
export function confirmedDelivery(secret: string, token: string): number | null {
  const [, id = '', signature = ''] = TOKEN.exec(token) ?? [];
  const deliveryId = Number.parseInt(id, 36);
  if (!Number.isSafeInteger(deliveryId)) return null;
  return timingSafeEqual(sign(secret, deliveryId), Buffer.from(signature, 'base64url')) ? deliveryId : null;
}
