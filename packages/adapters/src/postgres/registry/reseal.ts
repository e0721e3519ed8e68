import type { Database, Sql } from '../sql.ts';
import { type Addresses, AddressUnreadable, type SealedAddress } from './sealed-addresses.ts';

const OLD = `-- people after $1 of whom an address is sealed by another key than $2, held until they are sealed anew. $3 limit
select id, email_sealed as email, phone_sealed as phone from subscribers
where id > $1 and (get_byte(email_sealed, 0) <> $2::int or get_byte(phone_sealed, 0) <> $2::int)
order by id limit $3 for update`;

const RESEAL = `-- addresses by the new key; $1 ids, $2 and $3 e-mail addresses and their hashes, $4 and $5 numbers, null where there is nothing to change
update subscribers s set email_sealed = coalesce(n.email, s.email_sealed), email_hash = coalesce(n.email_hash, s.email_hash),
  phone_sealed = coalesce(n.phone, s.phone_sealed), phone_hash = coalesce(n.phone_hash, s.phone_hash)
from unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[]) as n (id, email, email_hash, phone, phone_hash)
where s.id = n.id`;

const OTHERS = `-- who needs another key than $1: how many people, and until when sign-ups that wait for their code
select (select count(*) from subscribers where get_byte(email_sealed, 0) <> $1::int or get_byte(phone_sealed, 0) <> $1::int) as people,
  (select max(until) from signup_requests where done_at is null and until > now() and get_byte(address_sealed, 0) <> $1::int) as waiting`;

/** Who needs another key than the first: how many people, and until when sign-ups that wait for their code; null when none does. */
export async function otherKeys(db: Sql, { keys }: Pick<Addresses, 'keys'>): Promise<{ people: number; waiting: string | null }> {
  const [row] = await db.query<{ people: number; waiting: string | null }>(OTHERS, [keys[0]]);
  return row ?? { people: 0, waiting: null };
}

interface Row {
  readonly id: number;
  readonly email: Uint8Array | null;
  readonly phone: Uint8Array | null;
}

/** A slice of people whose addresses were sealed anew. */
export interface ResealedSlice {
  /** The last person looked at; null when there was nobody left. */
  readonly upTo: number | null;
  readonly resealed: number;
  /** People with an address that no key opens; it stays as it is. */
  readonly unreadable: readonly number[];
}

/**
 * Seals the next people's addresses by the first key, who are sealed by another one: a transaction, and safe beside everything that reads
 * or writes the registry with both keys. Whoever asks again from the beginning finds only those that are left.
 */
export function resealSlice(
  db: Database,
  addresses: Addresses,
  { after, limit }: { after: number; limit: number },
): Promise<ResealedSlice> {
  return db.transaction(async (tx) => {
    const rows = await tx.query<Row>(OLD, [after, addresses.keys[0], limit]);
    const anew = rows.map((row) => ({
      id: row.id,
      email: again(addresses, 'email', row.email),
      phone: again(addresses, 'sms', row.phone),
    }));
    if (anew.length > 0) await write(tx, anew);
    return {
      upTo: rows.at(-1)?.id ?? null,
      resealed: rows.length,
      unreadable: anew.filter(({ email, phone }) => email === 'unreadable' || phone === 'unreadable').map(({ id }) => id),
    };
  });
}

type Again = SealedAddress | 'unreadable' | null;

/** Null where there is no address. */
function again(addresses: Addresses, channel: 'email' | 'sms', sealed: Uint8Array | null): Again {
  if (sealed === null) return null;
  try {
    return addresses.seal(channel, addresses.open(channel, sealed));
  } catch (error) {
    if (error instanceof AddressUnreadable) return 'unreadable';
    throw error;
  }
}

async function write(tx: Sql, anew: readonly { id: number; email: Again; phone: Again }[]): Promise<void> {
  const part = (of: 'email' | 'phone', what: keyof SealedAddress) =>
    anew.map((one) => {
      const sealed = one[of];
      return sealed === null || sealed === 'unreadable' ? null : sealed[what];
    });
  await tx.query(RESEAL, [
    anew.map(({ id }) => id),
    part('email', 'sealed'),
    part('email', 'hash'),
    part('phone', 'sealed'),
    part('phone', 'hash'),
  ]);
}
