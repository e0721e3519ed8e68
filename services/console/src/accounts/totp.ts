import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 160 bits, as RFC 4226 (4, R6) recommends. */
const SECRET_BYTES = 20;
const STEP_MS = 30_000;
const DIGITS = 6;
/** A code of the step before or after counts too: clocks differ, and people type slowly (RFC 6238, 5.2). */
const STEPS_ASIDE = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BITS_PER_LETTER = 5;

export const newTotpSecret = (): Uint8Array => new Uint8Array(randomBytes(SECRET_BYTES));

/** The code of a step (RFC 4226, 5.3). */
export function codeOf(secret: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

export const stepAt = (at: Date): number => Math.floor(at.getTime() / STEP_MS);

/** The step whose code was given, of those that count now; null where it is none. Whether it was used before is for the store. */
export function stepOf(secret: Uint8Array, code: string, now: Date): number | null {
  const steps = Array.from({ length: 2 * STEPS_ASIDE + 1 }, (_, at) => stepAt(now) - STEPS_ASIDE + at);
  const given = Buffer.from(code);
  return steps.find((step) => given.length === DIGITS && timingSafeEqual(given, Buffer.from(codeOf(secret, step)))) ?? null;
}

/** Base32 without padding (RFC 4648, 6). */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(BITS_PER_LETTER, '0'), 2)]).join('');
}

/** What an authenticator reads as a QR code. */
export function otpauthUri(secret: Uint8Array, name: string): string {
  return `otpauth://totp/Loa:${encodeURIComponent(name)}?secret=${base32(secret)}&issuer=Loa`;
}
