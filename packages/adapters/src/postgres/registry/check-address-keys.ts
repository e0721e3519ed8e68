import type { Sql } from '../sql.ts';
import { type Addresses, AddressUnreadable } from './sealed-addresses.ts';

const IN_USE = `-- ids of the keys by which addresses are sealed
select distinct get_byte(sealed, 0) as id from subscribers s cross join lateral (values (s.email_sealed), (s.phone_sealed)) v (sealed)
where sealed is not null order by 1`;

/** Throws {@link AddressUnreadable} naming the keys that are not configured: without them everybody they sealed could not be reached. */
export async function checkAddressKeys(db: Sql, { keys }: Pick<Addresses, 'keys'>): Promise<void> {
  const missing = (await db.query<{ id: number }>(IN_USE)).map((row) => row.id).filter((id) => !keys.includes(id));
  if (missing.length > 0)
    throw new AddressUnreadable(`LOA_ADDRESS_KEYS lacks the keys ${missing.join(', ')}, by which addresses are sealed`);
}
