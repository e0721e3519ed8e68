import type { Database } from '../sql.ts';
import { type Addresses, AddressUnreadable, type SealedKind } from './sealed-addresses.ts';

/** What is sealed beside the register: there is little of it. */
const KEPT = [
  {
    read: `-- secrets of second factors by another key than $1
select id, 'second-factor' as kind, totp_secret as sealed from accounts where get_byte(totp_secret, 0) <> $1::int`,
    write: `-- a secret by the new key; $1 id, $2 sealed, $3 as it was
update accounts set totp_secret = $2 where id = $1 and totp_secret = $3 returning 1 as done`,
  },
  {
    read: `-- proposed secrets of second factors by another key than $1
select id, 'second-factor' as kind, totp_proposed as sealed from accounts where get_byte(totp_proposed, 0) <> $1::int`,
    write: `-- a proposed secret by the new key; $1 id, $2 sealed, $3 as it was
update accounts set totp_proposed = $2 where id = $1 and totp_proposed = $3 returning 1 as done`,
  },
  {
    read: `-- duty phones by another key than $1
select id, 'sms' as kind, duty_phone as sealed from accounts where get_byte(duty_phone, 0) <> $1::int`,
    write: `-- a duty phone by the new key; $1 id, $2 sealed, $3 as it was
update accounts set duty_phone = $2 where id = $1 and duty_phone = $3 returning 1 as done`,
  },
  {
    read: `-- duty e-mail addresses by another key than $1
select id, 'email' as kind, duty_email as sealed from accounts where get_byte(duty_email, 0) <> $1::int`,
    write: `-- a duty e-mail address by the new key; $1 id, $2 sealed, $3 as it was
update accounts set duty_email = $2 where id = $1 and duty_email = $3 returning 1 as done`,
  },
  {
    read: `-- addresses that wait for their code, by another key than $1
select id, channel as kind, address_sealed as sealed from signup_requests
where done_at is null and until > now() and get_byte(address_sealed, 0) <> $1::int`,
    write: `-- an address that waits for its code, by the new key; $1 id, $2 sealed, $3 as it was
update signup_requests set address_sealed = $2 where id = $1 and address_sealed = $3 returning 1 as done`,
  },
] as const;

interface Row {
  readonly id: string;
  readonly kind: SealedKind;
  readonly sealed: Uint8Array;
}

/**
 * Seals second factors, duty addresses of accounts, and addresses that wait for their code, by the first key. Each is changed only where it still is what was read, so that
 * whoever changes it meanwhile is not overruled. `unreadable`: how many no key opens.
 */
export async function resealKept(db: Database, addresses: Addresses): Promise<{ resealed: number; unreadable: number }> {
  const found = { resealed: 0, unreadable: 0 };
  for (const { read, write } of KEPT)
    for (const { id, kind, sealed } of await db.query<Row>(read, [addresses.keys[0]])) {
      const plain = opened(addresses, kind, sealed);
      if (plain === null) found.unreadable += 1;
      else found.resealed += (await db.query(write, [id, addresses.seal(kind, plain).sealed, sealed])).length;
    }
  return found;
}

function opened(addresses: Addresses, kind: SealedKind, sealed: Uint8Array): string | null {
  try {
    return addresses.open(kind, sealed);
  } catch (error) {
    if (error instanceof AddressUnreadable) return null;
    throw error;
  }
}
