import { hash } from 'node:crypto';
import type { Subscriber } from '@loa/domain/audience';
import type { KeyedRow, ListProgress, ListRow, Lists, OpenList } from '@loa/domain/ports';
import { ADDRESS_LOCK, type Addresses, consentId, insertSubscribers, operatorOf, OWE, unitColumns } from '../registry/index.ts';
import type { Database, Sql } from '../sql.ts';
import { fateOf, type Holder } from './fate-of.ts';
import { CHANGE, COME_TO, FINISH, HOLD, HOLDERS, LEAVE_UNITS, MOVE, NEXT_IDS, OPEN_FILE, OPEN_LIST } from './statements.ts';

/** The file of a list is being taken in by another process. */
class ListTaken extends Error {
  override readonly name = 'ListTaken';
  readonly code = 'list-taken';
}

/** Lists on PostgreSQL; see the port. */
export function listsTable(db: Database, addresses: Addresses): Lists {
  return {
    async open({ name, digest, wording, now }) {
      const [list] = await db.query<{ id: number }>(OPEN_LIST, [name]);
      const [file] = await db.query<{ started_at: string } & ListProgress>(OPEN_FILE, [list?.id, digest, now]);
      if (list === undefined || file === undefined) throw new Error('the database gave no list');
      const { started_at: startedAt, ...progress } = file;
      return { listId: list.id, name, digest, startedAt, wording, progress };
    },
    keyed: (row) => keyedRow(addresses, row),
    async write(list, { rows: keyed, progress, beforeCommit }) {
      return db.transaction(async (tx) => {
        await tx.query(HOLD, [ADDRESS_LOCK]);
        const fates = await decide(tx, list, keyed);
        const consent = { at: list.startedAt, how: 'list', wording: list.wording, source: list.name } as const;
        const added = keyed.filter((_, at) => fates[at]?.fate === 'added');
        const came = added.length > 0 ? await add(tx, addresses, list, added, consent) : [];
        const changed = keyed.flatMap((row, at) => (fates[at]?.fate === 'changed' ? [{ ...row, id: fates[at].id ?? 0 }] : []));
        const moved = changed.length > 0 ? await change(tx, addresses, changed, await consentId(tx, consent)) : [];
        if (came.length + moved.length > 0) await tx.query(OWE, [[...came, ...moved]]);
        const now = progress(fates.map(({ fate }) => fate));
        const progressed = await tx.query(MOVE, [
          list.listId,
          list.digest,
          list.progress.line,
          now.line,
          now.bytes,
          JSON.stringify(now.counts),
        ]);
        if (progressed.length === 0) throw new ListTaken('another process takes this file in');
        beforeCommit(fates.map(({ fate }) => fate));
        return now;
      });
    },
    async finish({ listId, digest }, now) {
      await db.query(FINISH, [listId, digest, now]);
    },
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

function keyedRow(addresses: Addresses, row: ListRow): KeyedRow {
  const { email, phone } = row;
  return {
    ...row,
    content: contentOf(row),
    emailHashes: email === undefined ? [] : addresses.hashesOf('email', email).map(hex),
    phoneHashes: phone === undefined ? [] : addresses.hashesOf('sms', phone).map(hex),
  };
}

/** By the list of units, which whoever reads the file hands out again for each row of the same places. */
const digests = new WeakMap<readonly string[], Map<string, string>>();

/** Many say the same: a place, and nothing else. */
function contentOf({ audience, language, leastNeed, unaccentedSms, exercises, units, ends }: ListRow): string {
  // Whoever is not named for exercises says what lists said before they could name anybody: nothing is written anew.
  const named = exercises ? ['exercises'] : [];
  const digest = (): string =>
    hash(
      'sha256',
      JSON.stringify([audience, language, leastNeed, unaccentedSms, units.toSorted(), Object.entries(ends).sort(), ...named]),
      'hex',
    ).slice(0, 32);
  if (Object.keys(ends).length > 0) return digest();
  const ofUnits = digests.get(units) ?? new Map<string, string>();
  digests.set(units, ofUnits);
  const key = `${audience} ${language} ${leastNeed} ${unaccentedSms} ${exercises}`;
  const known = ofUnits.get(key) ?? digest();
  ofUnits.set(key, known);
  return known;
}

const bytesOf = (digits: readonly string[]): Uint8Array[] => digits.map((one) => Buffer.from(one, 'hex'));

async function decide(tx: Sql, { listId }: OpenList, rows: readonly KeyedRow[]): Promise<ReturnType<typeof fateOf>[]> {
  const found = await tx.query<Holder>(HOLDERS, [
    listId,
    rows.flatMap(({ key }) => key ?? []),
    bytesOf(rows.flatMap((row) => row.emailHashes)),
    bytesOf(rows.flatMap((row) => row.phoneHashes)),
  ]);
  if (found.length === 0) return rows.map((row) => fateOf(row, listId, []));
  const by = new Map<string, Holder>();
  for (const one of found) {
    if (one.key !== null && one.listId === listId) by.set(`key ${one.key}`, one);
    if (one.emailHash !== null) by.set(`email ${one.emailHash}`, one);
    if (one.phoneHash !== null) by.set(`phone ${one.phoneHash}`, one);
  }
  const claimed = new Set<number>();
  return rows.map((row) => {
    const names = [
      ...(row.key === null ? [] : [`key ${row.key}`]),
      ...row.emailHashes.map((one) => `email ${one}`),
      ...row.phoneHashes.map((one) => `phone ${one}`),
    ];
    const fate = fateOf(row, listId, [...new Set(names.flatMap((name) => by.get(name) ?? []))]);
    // Whoever had been reached by two rows of one page is not the one that both mean.
    if (fate.id !== null && claimed.has(fate.id)) return { fate: 'addresses-of-several', id: fate.id };
    if (fate.id !== null) claimed.add(fate.id);
    return fate;
  });
}

/** Who came. */
async function add(
  tx: Sql,
  addresses: Addresses,
  { listId }: OpenList,
  rows: readonly KeyedRow[],
  consent: Subscriber['consent'],
): Promise<number[]> {
  const [next] = await tx.query<{ ids: number[] }>(NEXT_IDS, [rows.length]);
  const own = { points: [], leastNeeds: {}, consent, supply: false, watchdog: false };
  const people = rows.map((row, at) => ({
    ...row,
    ...own,
    id: next?.ids[at] ?? 0,
    list: { id: listId, key: row.key, content: Buffer.from(row.content, 'hex') },
    hashes: { email: bytesOf(row.emailHashes)[0], phone: bytesOf(row.phoneHashes)[0] },
  }));
  await insertSubscribers(tx, addresses, people);
  return people.map(({ id }) => id);
}

/** Who has a place now that they had not, or with another end. */
async function change(tx: Sql, addresses: Addresses, rows: readonly (KeyedRow & { id: number })[], consent: number): Promise<number[]> {
  const emails = rows.map(({ email }) => (email === undefined ? null : addresses.seal('email', email)));
  const phones = rows.map(({ phone }) => (phone === undefined ? null : addresses.seal('sms', phone)));
  const written = await tx.query<{ id: number }>(CHANGE, [
    rows.map(({ id }) => id),
    rows.map(({ audience }) => audience),
    rows.map(({ language }) => language),
    emails.map((one) => one?.sealed ?? null),
    emails.map((one) => one?.hash ?? null),
    phones.map((one) => one?.sealed ?? null),
    phones.map((one) => one?.hash ?? null),
    rows.map(({ leastNeed }) => leastNeed),
    rows.map(({ unaccentedSms }) => unaccentedSms),
    consent,
    rows.map(({ key }) => key),
    bytesOf(rows.map(({ content }) => content)),
    rows.map(({ phone }) => operatorOf(phone)),
    rows.map(({ exercises }) => exercises),
  ]);
  // Whoever was erased since the look has no places any more.
  const there = new Set(written.map(({ id }) => id));
  const [ids, units, ends] = unitColumns(rows.filter(({ id }) => there.has(id)));
  await tx.query(LEAVE_UNITS, [[...there], ids, units, ends]);
  return [...new Set((await tx.query<{ id: number }>(COME_TO, [ids, units, ends])).map(({ id }) => id))];
}
