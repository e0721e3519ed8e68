import { type Subscriber, subscriber } from '@loa/domain/audience';
import type { Registry, SubscriberInput } from '@loa/domain/ports';
import { expectations, type Expectation } from '@loa/runtime';
import type { Database, Sql } from '../sql.ts';
import type { Addresses } from './sealed-addresses.ts';
import { COUNT, GET, INSERT_SUBSCRIBERS, INSERT_UNITS, MOVE_IDENTITY } from './statements.ts';

/** A subscriber that does not fit: which of those given (from 0), and its fields. Never a value: they are addresses. */
export class SubscriberRefused extends Error {
  override readonly name = 'SubscriberRefused';
  readonly code = 'subscriber-refused';
  readonly index: number;
  readonly errors: readonly Expectation[];
  constructor(index: number, errors: readonly Expectation[]) {
    super(`subscriber ${index}: ${errors.map(({ path, expected }) => `${path}: expected ${expected}`).join('; ')}`);
    this.index = index;
    this.errors = errors;
  }
}

/** Rows of one statement: its parameters are held in memory several times over on their way into the database. */
const ROWS = 5_000;

/** Subscribers on PostgreSQL; see the port. */
export function registryTable(db: Database, addresses: Addresses): Registry {
  return {
    async insertMany(given) {
      const subscribers = given.map(checked);
      await db.transaction(async (tx) => {
        for (let from = 0; from < subscribers.length; from += ROWS) await insert(tx, addresses, subscribers.slice(from, from + ROWS));
        await tx.query(MOVE_IDENTITY);
      });
    },
    async count() {
      const [row] = await db.query<{ count: number }>(COUNT);
      return row?.count ?? 0;
    },
    async get(id) {
      const [row] = await db.query<SealedRow>(GET, [id]);
      if (row === undefined) return null;
      const { email, phone, ...rest } = row;
      return subscriber.parse({
        ...rest,
        ...(email !== null && { email: addresses.open('email', email) }),
        ...(phone !== null && { phone: addresses.open('sms', phone) }),
      });
    },
  };
}

interface SealedRow extends Omit<Subscriber, 'email' | 'phone'> {
  readonly email: Uint8Array | null;
  readonly phone: Uint8Array | null;
}

function checked(given: SubscriberInput, index: number): Subscriber {
  const result = subscriber.safeParse(given);
  if (!result.success) throw new SubscriberRefused(index, expectations(result.error));
  return result.data;
}

async function insert(tx: Sql, addresses: Addresses, rows: readonly Subscriber[]): Promise<void> {
  const column = <K extends keyof Subscriber>(name: K) => rows.map((row) => row[name]);
  const emails = rows.map(({ email }) => (email === undefined ? null : addresses.seal('email', email)));
  const phones = rows.map(({ phone }) => (phone === undefined ? null : addresses.seal('sms', phone)));
  await tx.query(INSERT_SUBSCRIBERS, [
    column('id'),
    column('audience'),
    column('language'),
    emails.map((one) => one?.sealed ?? null),
    emails.map((one) => one?.hash ?? null),
    phones.map((one) => one?.sealed ?? null),
    phones.map((one) => one?.hash ?? null),
    column('leastNeed'),
    column('supply'),
    column('exercises'),
    column('watchdog'),
  ]);
  const places = rows.flatMap((row) => row.units.map((unit) => ({ id: row.id, unit })));
  await tx.query(INSERT_UNITS, [places.map((place) => place.id), places.map((place) => place.unit)]);
}
