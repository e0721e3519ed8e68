import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Costs of scrypt (RFC 7914, 2): N as its power of two, block size, parallelisation. */
export interface ScryptCost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

export interface Passwords {
  /** What is kept: costs, salt and key. */
  hash(password: string): Promise<string>;
  /** Compares with what is kept; where there is nothing, works as long and says no. */
  matches(password: string, kept: string | null): Promise<boolean>;
}

const SALT_BYTES = 16;
const KEY_BYTES = 32;

/**
 * Passwords by scrypt, one after another: many at once would take the memory of each. The same password is the same however its
 * letters were put together (NFKC).
 */
export function createPasswords(cost: ScryptCost): Passwords {
  let last: Promise<unknown> = Promise.resolve();
  const derive = (password: string, salt: Uint8Array, by: ScryptCost): Promise<Buffer> => {
    const next = last.then(() => derived(password, salt, by));
    last = next.catch(() => undefined);
    return next;
  };
  const nobody = written(cost, randomBytes(SALT_BYTES), randomBytes(KEY_BYTES));
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      return written(cost, salt, await derive(password, salt, cost));
    },
    async matches(password, kept) {
      const [, logN, r, p, salt = '', key = ''] = (kept ?? nobody).split('$');
      const by = { logN: Number(logN), r: Number(r), p: Number(p) };
      const given = await derive(password, Buffer.from(salt, 'base64url'), by);
      return timingSafeEqual(given, Buffer.from(key, 'base64url'));
    },
  };
}

const written = ({ logN, r, p }: ScryptCost, salt: Buffer, key: Buffer): string =>
  ['scrypt', logN, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');

const BLOCK = 128;

function derived(password: string, salt: Uint8Array, { logN, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** logN;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { N, r, p, maxmem: 2 * BLOCK * N * r }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
