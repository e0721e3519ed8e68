import { type Consent, mobileOperatorOf, type Subscriber } from '@loa/domain/audience';
import type { Sql } from '../sql.ts';
import type { Addresses } from './sealed-addresses.ts';
import { CONSENT, INSERT_POINTS, INSERT_SUBSCRIBERS, INSERT_UNITS_OF_NEW } from './statements.ts';

/** The id of a consent, which is entered where it is new. */
export async function consentId(tx: Sql, { at, how, wording, source }: Consent): Promise<number> {
  const [row] = await tx.query<{ id: number }>(CONSENT, [at, how, wording, source]);
  if (row === undefined) throw new Error('the database gave no id for a consent');
  return row.id;
}

/** Null where nothing is said of single hazards, so that most rows carry none. */
export const needsOrNull = (needs: Subscriber['leastNeeds']): string | null =>
  Object.keys(needs).length === 0 ? null : JSON.stringify(needs);

/** Null without a number. */
export const operatorOf = (phone: string | undefined): string | null => (phone === undefined ? null : mobileOperatorOf(phone));

/** Units of subscribers, each once, with their ends, side by side. */
export function unitColumns(rows: readonly Pick<NewSubscriber, 'id' | 'units' | 'ends'>[]): [number[], string[], string[]] {
  const columns: [number[], string[], string[]] = [[], [], []];
  for (const { id, units, ends } of rows)
    for (const unit of new Set(units)) {
      columns[0].push(id);
      columns[1].push(unit);
      columns[2].push(ends[unit] ?? 'infinity');
    }
  return columns;
}

/** Points of subscribers. */
export async function insertPoints(tx: Sql, rows: readonly Pick<Subscriber, 'id' | 'points'>[]): Promise<void> {
  const points = rows.flatMap(({ id, points: own }) => own.map((point) => ({ ...point, id })));
  if (points.length === 0) return;
  await tx.query(INSERT_POINTS, [
    points.map(({ id }) => id),
    points.map(({ lat }) => lat),
    points.map(({ lon }) => lon),
    points.map(({ radiusM }) => radiusM),
    points.map(({ unit }) => unit),
    points.map(({ until }) => until ?? 'infinity'),
  ]);
}

/** A subscriber, and the list that speaks for them. */
export type NewSubscriber = Omit<Subscriber, 'units'> & {
  readonly units: readonly string[];
  readonly list?: { readonly id: number; readonly key: string | null; readonly content: Uint8Array };
  /** Hashes of the addresses by the sealing key, where they are known. */
  readonly hashes?: { readonly email?: Uint8Array | undefined; readonly phone?: Uint8Array | undefined };
};

/** Rows of one statement: few enough for their parameters in memory, and so that some are sealed while others are written. */
const AT_ONCE = 1_000;

/** Enters subscribers that were checked. */
export async function insertSubscribers(tx: Sql, addresses: Pick<Addresses, 'seal'>, rows: readonly NewSubscriber[]): Promise<void> {
  const consents = await consentIds(tx, rows);
  let writing: Promise<void> = Promise.resolve();
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    const columns = columnsOf(addresses, some, consents.slice(from, from + AT_ONCE));
    await writing;
    writing = insert(tx, some, columns);
  }
  await writing;
}

async function insert(tx: Sql, rows: readonly NewSubscriber[], columns: readonly unknown[]): Promise<void> {
  await tx.query(INSERT_SUBSCRIBERS, columns);
  await tx.query(INSERT_UNITS_OF_NEW, unitColumns(rows));
  await insertPoints(tx, rows);
}

function columnsOf(addresses: Pick<Addresses, 'seal'>, rows: readonly NewSubscriber[], consents: readonly (number | null)[]): unknown[] {
  const column = <K extends keyof Subscriber>(name: K) => rows.map((row) => row[name]);
  const emails = rows.map(({ email, hashes }) => (email === undefined ? null : addresses.seal('email', email, hashes?.email)));
  const phones = rows.map(({ phone, hashes }) => (phone === undefined ? null : addresses.seal('sms', phone, hashes?.phone)));
  return [
    column('id'),
    column('audience'),
    column('language'),
    emails.map((one) => one?.sealed ?? null),
    emails.map((one) => one?.hash ?? null),
    phones.map((one) => one?.sealed ?? null),
    phones.map((one) => one?.hash ?? null),
    column('leastNeed'),
    rows.map((row) => needsOrNull(row.leastNeeds)),
    column('unaccentedSms'),
    consents,
    column('supply'),
    column('exercises'),
    column('watchdog'),
    rows.map(({ phone }) => operatorOf(phone)),
    rows.map(({ list }) => list?.id ?? null),
    rows.map(({ list }) => list?.key ?? null),
    rows.map(({ list }) => list?.content ?? null),
  ];
}

async function consentIds(tx: Sql, rows: readonly Pick<Subscriber, 'consent'>[]): Promise<(number | null)[]> {
  // Those of a list share theirs.
  const each = new Map([...new Set(rows.flatMap(({ consent }) => consent ?? []))].map((consent) => [consent, keyOf(consent)]));
  const known = new Map<string, number>();
  for (const [consent, key] of each) if (!known.has(key)) known.set(key, await consentId(tx, consent));
  return rows.map(({ consent }) => (consent === null ? null : (known.get(each.get(consent) ?? '') ?? null)));
}

const keyOf = ({ at, how, wording, source }: Consent): string => `${at}|${how}|${wording}|${source}`;
