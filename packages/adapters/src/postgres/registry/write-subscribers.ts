import { type Consent, mobileOperatorOf, type Subscriber } from '@loa/domain/audience';
import type { Sql } from '../sql.ts';
import type { Addresses } from './sealed-addresses.ts';
import { CONSENT, INSERT_POINTS, INSERT_SUBSCRIBERS, INSERT_UNITS } from './statements.ts';

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

/** Units of subscribers with their ends, side by side. */
export function unitColumns(rows: readonly Pick<Subscriber, 'id' | 'units' | 'ends'>[]): [number[], string[], string[]] {
  const places = rows.flatMap(({ id, units, ends }) => units.map((unit) => ({ id, unit, end: ends[unit] ?? 'infinity' })));
  return [places.map(({ id }) => id), places.map(({ unit }) => unit), places.map(({ end }) => end)];
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
export type NewSubscriber = Subscriber & {
  readonly list?: { readonly id: number; readonly key: string | null; readonly content: Uint8Array };
};

/** Enters subscribers that were checked, in one statement for each table. */
export async function insertSubscribers(tx: Sql, addresses: Pick<Addresses, 'seal'>, rows: readonly NewSubscriber[]): Promise<void> {
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
    rows.map((row) => needsOrNull(row.leastNeeds)),
    column('unaccentedSms'),
    await consentIds(tx, rows),
    column('supply'),
    column('exercises'),
    column('watchdog'),
    rows.map(({ phone }) => operatorOf(phone)),
    rows.map(({ list }) => list?.id ?? null),
    rows.map(({ list }) => list?.key ?? null),
    rows.map(({ list }) => list?.content ?? null),
  ]);
  await tx.query(INSERT_UNITS, unitColumns(rows));
  await insertPoints(tx, rows);
}

async function consentIds(tx: Sql, rows: readonly Subscriber[]): Promise<(number | null)[]> {
  const known = new Map<string, number>();
  for (const { consent } of rows)
    if (consent !== null && !known.has(keyOf(consent))) known.set(keyOf(consent), await consentId(tx, consent));
  return rows.map(({ consent }) => (consent === null ? null : (known.get(keyOf(consent)) ?? null)));
}

const keyOf = ({ at, how, wording, source }: Consent): string => `${at}|${how}|${wording}|${source}`;
