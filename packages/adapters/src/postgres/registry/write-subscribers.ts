import { type Consent, mobileOperatorOf, type Subscriber, type WrittenChannel } from '@loa/domain/audience';
import { type CopyRow, copyRows } from '../engine/copy-rows.ts';
import type { Sql, Transaction } from '../sql.ts';
import type { Addresses, SealedAddress } from './sealed-addresses.ts';
import { CONSENT, COPY_SUBSCRIBERS, COPY_UNITS, INSERT_POINTS } from './statements.ts';

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

/** Units of subscribers, each once, with their ends. */
function* placesOf(rows: readonly Pick<NewSubscriber, 'id' | 'units' | 'ends'>[]): Generator<{ id: number; unit: string; until: string }> {
  for (const { id, units, ends } of rows)
    for (const unit of units.length > 1 ? new Set(units) : units) yield { id, unit, until: ends[unit] ?? 'infinity' };
}

/** Units of subscribers, each once, with their ends, side by side. */
export function unitColumns(rows: readonly Pick<NewSubscriber, 'id' | 'units' | 'ends'>[]): [number[], string[], string[]] {
  const places = [...placesOf(rows)];
  return [places.map(({ id }) => id), places.map(({ unit }) => unit), places.map(({ until }) => until)];
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
  /** The addresses sealed, where somebody has done that already. */
  readonly sealed?: { readonly email: Uint8Array | null; readonly phone: Uint8Array | null } | null;
};

/** Columns of the two COPY statements. */
const [OF_SUBSCRIBERS, OF_UNITS] = [18, 3];

/** Enters subscribers that were checked; who is not sealed yet is sealed while others are written. */
export async function insertSubscribers(
  tx: Transaction,
  addresses: Pick<Addresses, 'seal'>,
  rows: readonly NewSubscriber[],
): Promise<void> {
  const consents = await consentIds(tx, rows);
  await tx.copy(
    COPY_SUBSCRIBERS,
    copyRows(rows, OF_SUBSCRIBERS, (to, row) => writeSubscriber(to, addresses, row, consents)),
  );
  await tx.copy(
    COPY_UNITS,
    copyRows(placesOf(rows), OF_UNITS, (to, { id, unit, until }) => {
      to.int8(id);
      to.text(unit);
      to.instant(until);
    }),
  );
  await insertPoints(tx, rows);
}

function writeSubscriber(
  to: CopyRow,
  addresses: Pick<Addresses, 'seal'>,
  row: NewSubscriber,
  consents: ReadonlyMap<Consent, number>,
): void {
  const { email, phone, hashes, sealed, list, consent } = row;
  const needs = needsOrNull(row.leastNeeds);
  to.int8(row.id);
  to.text(row.audience);
  to.text(row.language);
  writeAddress(to, sealedOf(addresses, 'email', email, sealed?.email, hashes?.email));
  writeAddress(to, sealedOf(addresses, 'sms', phone, sealed?.phone, hashes?.phone));
  to.int2(row.leastNeed);
  if (needs === null) to.null();
  else to.jsonb(needs);
  to.bool(row.unaccentedSms);
  const agreed = consent === null ? undefined : consents.get(consent);
  if (agreed === undefined) to.null();
  else to.int8(agreed);
  to.bool(row.supply);
  to.bool(row.exercises);
  to.bool(row.watchdog);
  textOrNull(to, operatorOf(phone));
  if (list === undefined) to.null();
  else to.int2(list.id);
  textOrNull(to, list?.key ?? null);
  if (list === undefined) to.null();
  else to.bytes(list.content);
}

function sealedOf(
  addresses: Pick<Addresses, 'seal'>,
  kind: WrittenChannel,
  address: string | undefined,
  ahead?: Uint8Array | null,
  hash?: Uint8Array,
): SealedAddress | null {
  if (address === undefined) return null;
  return ahead != null && hash !== undefined ? { sealed: ahead, hash } : addresses.seal(kind, address, hash);
}

function textOrNull(to: CopyRow, text: string | null): void {
  if (text === null) to.null();
  else to.text(text);
}

function writeAddress(to: CopyRow, address: SealedAddress | null): void {
  if (address === null) {
    to.null();
    to.null();
    return;
  }
  to.bytes(address.sealed);
  to.bytes(address.hash);
}

async function consentIds(tx: Sql, rows: readonly Pick<Subscriber, 'consent'>[]): Promise<ReadonlyMap<Consent, number>> {
  const known = new Map<string, number>();
  const found = new Map<Consent, number>();
  // Those of a list share theirs.
  for (const consent of new Set(rows.flatMap(({ consent }) => consent ?? []))) {
    const key = keyOf(consent);
    const id = known.get(key) ?? (await consentId(tx, consent));
    known.set(key, id);
    found.set(consent, id);
  }
  return found;
}

const keyOf = ({ at, how, wording, source }: Consent): string => `${at}|${how}|${wording}|${source}`;
