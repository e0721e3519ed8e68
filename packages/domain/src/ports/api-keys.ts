import type { Role } from '../account/account.ts';

/** Who holds a key. */
export interface KeyHolder {
  /** One alone: a key is a machine's. */
  readonly roles: readonly Role[];
  /** The issuer that a forecaster speaks for; null for an operator bound to none. */
  readonly issuer: string | null;
  /** What the key is called in lists; no person's name. */
  readonly label: string;
}

/** A key to be made. */
export interface NewKey extends Omit<KeyHolder, 'roles'> {
  readonly role: Extract<Role, 'forecaster' | 'operator'>;
}

/**
 * API keys. Obligation: of a key only its SHA-256 is kept; the key itself is returned once, by `create`.
 */
export interface ApiKeys {
  /** A new key of 32 random bytes, base64url. */
  create(key: NewKey): Promise<string>;
  /** By the hex SHA-256 of a key; null when unknown or revoked. */
  findKey(hash: string): Promise<KeyHolder | null>;
  /** From now on the key is unknown. Idempotent. */
  revoke(hash: string): Promise<void>;
}
