import { randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A token that nobody can guess: 43 characters of base64url. Only its SHA-256 is kept. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}
