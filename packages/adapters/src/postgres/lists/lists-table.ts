import { hash } from 'node:crypto';
import type { Consent } from '@loa/domain/audience';
import type { KeyedRow, ListProgress, ListRow, Lists } from '@loa/domain/ports';
import { ADDRESS_LOCK, type Addresses, consentId, insertSubscribers, operatorOf, OWE, unitColumns } from '../registry/index.ts';
import type { Database, Sql, Transaction } from '../sql.ts';
import { fatesOfPage } from './fates-of-page.ts';
import { people } from './people.ts';
import {
  BEGIN_OTHERS_ANEW,
  CHANGE,
  COME_TO,
  DROP_PAGES_OF_OTHERS,
  FINISH,
  HOLD,
  KEEP_PAGE,
  LEAVE_UNITS,
  MOVE,
  NEXT_IDS,
  OPEN_FILE,
  OPEN_LIST,
  PAGES,
} from './statements.ts';

/** The list is being taken in by another process. */
class ListTaken extends Error {
  override readonly name = 'ListTaken';
  readonly code = 'list-taken';
}

/** Lists on PostgreSQL; see the port. */
export function listsTable(db: Database, addresses: Addresses): Lists {
  return {
    open: ({ name, digest, wording, now }) =>
      db.transaction(async (tx) => {
        const [list] = await tx.query<{ id: number }>(OPEN_LIST, [name]);
        const [file] = await tx.query<{ started_at: string } & ListProgress>(OPEN_FILE, [list?.id, digest, now]);
        if (list === undefined || file === undefined) throw new Error('the database gave no list');
        await tx.query(BEGIN_OTHERS_ANEW, [list.id, digest]);
        await tx.query(DROP_PAGES_OF_OTHERS, [list.id, digest]);
        const met = people();
        for (const page of await tx.query<{ people: number[] }>(PAGES, [list.id, digest])) met.add(page.people);
        const { started_at: startedAt, ...progress } = file;
        return { listId: list.id, name, digest, startedAt, wording, progress, met };
      }),
    keyed: (row, line, { seal }) => keyedRow(addresses, row, line, seal),
    async write(list, { rows, progress, beforeCommit }) {
      const { listId, digest } = list;
      const { now, met } = await db.transaction(async (tx) => {
        await tx.query(HOLD, [ADDRESS_LOCK]);
        const { fates, added, changed, unchanged } = await fatesOfPage(tx, list, rows);
        const consent = { at: list.startedAt, how: 'list', wording: list.wording, source: list.name } as const;
        const came = added.length > 0 ? await add(tx, addresses, listId, added, consent) : [];
        const moved = changed.length > 0 ? await change(tx, addresses, changed, await consentId(tx, consent)) : [];
        if (came.length + moved.length > 0) await tx.query(OWE, [[...came, ...moved]]);
        const now = progress(fates);
        const met = [...came, ...[...changed, ...unchanged].map(({ id }) => id)];
        const lines = [...added, ...changed, ...unchanged].map(({ line }) => line);
        if (met.length > 0) await tx.query(KEEP_PAGE, [listId, digest, now.line, met, lines]);
        const counts = JSON.stringify(now.counts);
        const progressed = await tx.query(MOVE, [listId, digest, list.progress.line, now.line, now.bytes, counts]);
        if (progressed.length === 0) throw new ListTaken('another process takes this list in');
        beforeCommit(fates);
        return { now, met };
      });
      list.met.add(met);
      return now;
    },
    async finish({ listId, digest }, now) {
      await db.query(FINISH, [listId, digest, now]);
    },
  };
}

function keyedRow(addresses: Addresses, row: ListRow, line: number, seal: boolean): KeyedRow {
  const { email, phone } = row;
  const emailHashes = email === undefined ? NONE : addresses.hashesOf('email', email);
  const phoneHashes = phone === undefined ? NONE : addresses.hashesOf('sms', phone);
  const sealed = seal
    ? {
        email: email === undefined ? null : addresses.seal('email', email, emailHashes[0]).sealed,
        phone: phone === undefined ? null : addresses.seal('sms', phone, phoneHashes[0]).sealed,
      }
    : null;
  return { row, line, content: contentOf(row), emailHashes, phoneHashes, sealed };
}

const NONE: readonly Uint8Array[] = [];

/** What was said last of a list of units, which whoever reads the file hands out again for each row of the same places. */
interface Said extends Pick<ListRow, 'audience' | 'language' | 'leastNeed' | 'unaccentedSms' | 'exercises'> {
  readonly digest: Uint8Array;
}
const said = new Map<readonly string[], Said>();
const MOST_SAID = 50_000;

/** Many say the same: a place, and nothing else. */
function contentOf(row: ListRow): Uint8Array {
  const { audience, language, leastNeed, unaccentedSms, exercises, units } = row;
  if (Object.keys(row.ends).length > 0) return digestOf(row);
  const last = said.get(units);
  if (
    last !== undefined &&
    last.audience === audience &&
    last.language === language &&
    last.leastNeed === leastNeed &&
    last.unaccentedSms === unaccentedSms &&
    last.exercises === exercises
  )
    return last.digest;
  const digest = digestOf(row);
  if (said.size >= MOST_SAID) said.clear();
  said.set(units, { audience, language, leastNeed, unaccentedSms, exercises, digest });
  return digest;
}

function digestOf({ audience, language, leastNeed, unaccentedSms, exercises, units, ends }: ListRow): Uint8Array {
  // Whoever is not named for exercises says what lists said before they could name anybody: nothing is written anew.
  const named = exercises ? ['exercises'] : [];
  const text = JSON.stringify([audience, language, leastNeed, unaccentedSms, units.toSorted(), Object.entries(ends).sort(), ...named]);
  return hash('sha256', text, 'buffer').subarray(0, 16);
}

/** Who came, in the order of the rows. */
async function add(
  tx: Transaction,
  addresses: Addresses,
  listId: number,
  rows: readonly KeyedRow[],
  consent: Consent,
): Promise<readonly number[]> {
  const [next] = await tx.query<{ ids: number[] }>(NEXT_IDS, [rows.length]);
  const own = { points: [], leastNeeds: {}, consent, supply: false, watchdog: false };
  const ids = next?.ids ?? [];
  await insertSubscribers(
    tx,
    addresses,
    rows.map(({ row, content, emailHashes: [email], phoneHashes: [phone], sealed }, at) => ({
      ...row,
      ...own,
      id: ids[at] ?? 0,
      list: { id: listId, key: row.key, content },
      hashes: { email, phone },
      sealed,
    })),
  );
  return ids;
}

/** Who has a place now that they had not, or with another end. */
async function change(tx: Sql, addresses: Addresses, keyed: readonly (KeyedRow & { id: number })[], consent: number): Promise<number[]> {
  const rows = keyed.map(({ row, id }) => ({ ...row, id }));
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
    keyed.map(({ content }) => content),
    rows.map(({ phone }) => operatorOf(phone)),
    rows.map(({ exercises }) => exercises),
  ]);
  // Whoever was erased since the look has no places any more.
  const there = new Set(written.map(({ id }) => id));
  const [ids, units, ends] = unitColumns(rows.filter(({ id }) => there.has(id)));
  await tx.query(LEAVE_UNITS, [[...there], ids, units, ends]);
  return [...new Set((await tx.query<{ id: number }>(COME_TO, [ids, units, ends])).map(({ id }) => id))];
}
