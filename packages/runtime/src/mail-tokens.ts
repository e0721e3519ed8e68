import { createHmac, timingSafeEqual } from 'node:crypto';

type Purpose = 'unsubscribe' | 'bounce';

/** Hexadecimal digits of a signature: 96 bits, short enough for the local part of an address (RFC 5321, 4.5.3.1.1). */
const SIGNATURE_DIGITS = 24;
const RADIX = 36;

/** Names a subscriber in an unsubscribe link, without an address. Good for as long as the secret is. */
export const unsubscribeToken = (secret: string, subscriberId: number): string => made(secret, 'unsubscribe', [subscriberId]);

/** The subscriber that an unsubscribe link names; null of a token that was not made here for that purpose. */
export function subscriberOfToken(secret: string, token: string): number | null {
  const [subscriberId] = read(secret, 'unsubscribe', token, 1) ?? [];
  return subscriberId ?? null;
}

/** Names an attempt in a return path (VERP): letters and digits of one case, which every mail server keeps. */
export const bounceToken = (secret: string, deliveryId: number, attempt: number): string => made(secret, 'bounce', [deliveryId, attempt]);

/** The attempt that a return path names; null of a token that was not made here for that purpose. Case does not count. */
export function attemptOfToken(secret: string, token: string): { readonly deliveryId: number; readonly attempt: number } | null {
  const [deliveryId, attempt] = read(secret, 'bounce', token.toLowerCase(), 2) ?? [];
  return deliveryId === undefined || attempt === undefined ? null : { deliveryId, attempt };
}

/** Where a subscriber is taken off by one click (RFC 8058): a POST takes effect, a GET must not. */
export const unsubscribeUrl = (publicUrl: string, token: string): string => new URL(`/unsubscribe/${token}`, publicUrl).href;

function made(secret: string, purpose: Purpose, numbers: readonly number[]): string {
  return [...numbers.map((one) => one.toString(RADIX)), signature(secret, purpose, numbers)].join('-');
}

function read(secret: string, purpose: Purpose, token: string, count: number): number[] | null {
  const parts = token.split('-');
  const numbers = parts.slice(0, -1).map((part) => Number.parseInt(part, RADIX));
  const isAsMade = numbers.every((one, at) => Number.isSafeInteger(one) && one > 0 && one.toString(RADIX) === parts[at]);
  if (numbers.length !== count || !isAsMade) return null;
  const expected = Buffer.from(signature(secret, purpose, numbers));
  const given = Buffer.from(parts.at(-1) ?? '');
  return expected.length === given.length && timingSafeEqual(expected, given) ? numbers : null;
}

/** The purpose is signed as well, so that no token can stand for one of another kind. */
function signature(secret: string, purpose: Purpose, numbers: readonly number[]): string {
  return createHmac('sha256', secret)
    .update(`${purpose}.${numbers.join('.')}`)
    .digest('hex')
    .slice(0, SIGNATURE_DIGITS);
}
