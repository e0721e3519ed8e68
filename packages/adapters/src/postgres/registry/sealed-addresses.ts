import { canonicalMailbox, type WrittenChannel } from '@loa/domain/audience';
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomFillSync } from 'node:crypto';
import { keyedHash } from './keyed-hash.ts';

/** A master key of the registry: 32 bytes, with the number that stands before everything it sealed. */
export interface AddressKey {
  /** 1 to 255, never used again for another key. */
  readonly id: number;
  readonly key: Uint8Array;
}

/** An address as the registry keeps it. */
export interface SealedAddress {
  /** Key id, nonce, ciphertext and tag. */
  readonly sealed: Uint8Array;
  /** To find it by, without being able to read it; the same for every spelling of a mailbox. */
  readonly hash: Uint8Array;
}

/** What is sealed: an address by its channel, that of a number being SMS, or the secret of a second factor. */
export type SealedKind = WrittenChannel | 'second-factor';

/** An address that cannot be opened: its key is not configured, or the bytes are not what was sealed. Never with a value. */
export class AddressUnreadable extends Error {
  override readonly name = 'AddressUnreadable';
  readonly code = 'address-unreadable';
}

/**
 * Addresses sealed by AES-256-GCM (NIST SP 800-38D), each with a nonce of its own, so that a stolen database names nobody; and keyed
 * hashes (HMAC-SHA-256) to look one up. A value sealed as an e-mail address does not open as a number.
 */
export interface Addresses {
  /** By the first key. `known`: the first of its hashes, where somebody has asked for them already. */
  seal(channel: SealedKind, address: string, known?: Uint8Array): SealedAddress;
  /** Throws {@link AddressUnreadable}. */
  open(channel: SealedKind, sealed: Uint8Array): string;
  /** Under every key, since rows that were sealed before a rotation still carry the older one's. */
  hashesOf(channel: WrittenChannel, address: string): Uint8Array[];
  /** Ids of the keys, the one that seals first. */
  readonly keys: readonly number[];
}

const NONCE = 12;
const TAG = 16;
const CIPHER = 'aes-256-gcm';
const KINDS: Readonly<Record<SealedKind, Uint8Array>> = {
  email: Buffer.from('email'),
  sms: Buffer.from('sms'),
  'second-factor': Buffer.from('second-factor'),
};

interface Derived {
  readonly id: number;
  /** What stands before everything that it sealed. */
  readonly head: Uint8Array;
  readonly sealing: KeyObject;
  readonly hashing: (text: string) => Uint8Array;
}

/** Throws a RangeError for no key at all, a key of another length, or an id that is used twice. */
export function createAddresses(keys: readonly AddressKey[]): Addresses {
  const all = keys.map(derived);
  const byId = new Map(all.map((one) => [one.id, one]));
  const [current] = all;
  if (current === undefined || byId.size < all.length) throw new RangeError('expected at least one key, and each id once');
  const nonces = nonceSource();
  const hash = ({ hashing }: Derived, channel: SealedKind, address: string): Uint8Array =>
    hashing(`${channel}\n${channel === 'email' ? canonicalMailbox(address) : address}`);
  return {
    seal(channel, address, known = hash(current, channel, address)) {
      const nonce = nonces();
      const cipher = createCipheriv(CIPHER, current.sealing, nonce).setAAD(KINDS[channel]);
      const text = cipher.update(address, 'utf8');
      // GCM holds nothing back; this makes the tag.
      cipher.final();
      return { sealed: Buffer.concat([current.head, nonce, text, cipher.getAuthTag()]), hash: known };
    },
    open(channel, sealed) {
      const key = byId.get(sealed[0] ?? 0);
      if (key === undefined) throw new AddressUnreadable(`address key ${String(sealed[0])} is not configured`);
      try {
        const decipher = createDecipheriv(CIPHER, key.sealing, sealed.subarray(1, 1 + NONCE)).setAAD(KINDS[channel]);
        decipher.setAuthTag(sealed.subarray(-TAG));
        const address = decipher.update(sealed.subarray(1 + NONCE, -TAG));
        // All of the text has come out already (GCM holds nothing back); this checks the tag.
        decipher.final();
        return address.toString('utf8');
      } catch (cause) {
        throw new AddressUnreadable('the bytes are not what was sealed', { cause });
      }
    },
    hashesOf: (channel, address) => all.map((key) => hash(key, channel, address)),
    keys: all.map(({ id }) => id),
  };
}

/** Nonces of random bytes, drawn many at once: a draw takes longer than the sealing. Each is given out once. */
function nonceSource(): () => Uint8Array {
  const drawn = Buffer.alloc(NONCE * 1_024);
  let at = drawn.length;
  return () => {
    if (at === drawn.length) {
      randomFillSync(drawn);
      at = 0;
    }
    return drawn.subarray(at, (at += NONCE));
  };
}

/** A key of its own for each use (RFC 5869), as an object: Node takes ten times as long to open an address by a key in bytes. */
function derived({ id, key }: AddressKey): Derived {
  if (key.length !== 32 || !Number.isInteger(id) || id < 1 || id > 255)
    throw new RangeError('expected keys of 32 bytes with an id from 1 to 255');
  const of = (use: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `loa address ${use}`, 32));
  return { id, head: Buffer.of(id), sealing: createSecretKey(of('seal')), hashing: keyedHash(of('hash')) };
}
