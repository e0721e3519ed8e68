import { type Subscriber, subscriber } from '@loa/domain/audience';
import type { Sql } from '../sql.ts';
import type { Addresses } from './sealed-addresses.ts';
import { GET } from './statements.ts';

interface Row extends Omit<Subscriber, 'email' | 'phone' | 'units' | 'ends' | 'points'> {
  readonly email: Uint8Array | null;
  readonly phone: Uint8Array | null;
  /** Each unit with its end. */
  readonly places: Readonly<Record<string, string | null>> | null;
  readonly points: Subscriber['points'] | null;
}

/** One subscriber, addresses opened; null when there is none. */
export async function readSubscriber(db: Sql, addresses: Pick<Addresses, 'open'>, id: number): Promise<Subscriber | null> {
  const [row] = await db.query<Row>(GET, [id]);
  if (row === undefined) return null;
  const { email, phone, places, points, ...rest } = row;
  const units = Object.keys(places ?? {}).sort();
  return subscriber.parse({
    ...rest,
    ...(email !== null && { email: addresses.open('email', email) }),
    ...(phone !== null && { phone: addresses.open('sms', phone) }),
    units,
    ends: Object.fromEntries(units.flatMap((unit) => (places?.[unit] == null ? [] : [[unit, places[unit]]]))),
    points: points ?? [],
  });
}
