import type { KeyedRow, OpenList, RowFate } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';
import { type Fate, fateOf } from './fate-of.ts';
import { type Found, lookUp } from './look-up.ts';
import { LINES_OF } from './statements.ts';

/** What becomes of each row of a page. */
export interface PageFates {
  readonly fates: readonly RowFate[];
  readonly added: readonly KeyedRow[];
  /** With the people whom they are about. */
  readonly changed: readonly (KeyedRow & { readonly id: number })[];
  /** Whoever is found as they are, and the lines that say so. */
  readonly unchanged: readonly { readonly id: number; readonly line: number }[];
}

type Column = 'id' | 'email' | 'phone';
/** On this page by its line, on an earlier one by the person. */
type Doubled = { readonly column: Column } & ({ readonly line: number } | { readonly id: number });

/** Looks for whom the rows are about, and decides in the order of lines: of two rows that have something in common the first counts. */
export async function fatesOfPage(tx: Sql, list: OpenList, rows: readonly KeyedRow[]): Promise<PageFates> {
  const found = await lookUp(tx, list.listId, rows);
  const spoken = spokenOf(list);
  const added: KeyedRow[] = [];
  const changed: (KeyedRow & { id: number })[] = [];
  const unchanged: { id: number; line: number }[] = [];
  const decided = rows.map((keyed): Fate | Doubled => {
    const of = found(keyed);
    const doubled = spoken.earlier(keyed, of);
    if (doubled !== null) return doubled;
    const fate = fateOf(keyed, list.listId, of.all);
    if (fate.kind === 'added') added.push(keyed);
    else if (fate.kind === 'changed') changed.push({ ...keyed, id: fate.id });
    else if (fate.kind === 'unchanged') unchanged.push({ id: fate.id, line: keyed.line });
    else return fate;
    spoken.note(keyed, fate.kind === 'added' ? null : fate.id);
    return fate;
  });
  const lines = await linesOf(
    tx,
    list,
    decided.flatMap((one) => ('column' in one && 'id' in one ? one.id : [])),
  );
  const fates = decided.map((one): RowFate => {
    if (!('column' in one)) return { kind: one.kind };
    return { kind: 'doubled', column: one.column, line: 'line' in one ? one.line : (lines.get(one.id) ?? 0) };
  });
  return { fates, added, changed, unchanged };
}

/** Of whom and with what the file has spoken: on this page by what is noted, on earlier ones by the people. */
function spokenOf({ met }: OpenList): {
  earlier(keyed: KeyedRow, found: Found): Doubled | null;
  note(keyed: KeyedRow, id: number | null): void;
} {
  const [keys, emails, phones] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const people = new Map<number, number>();
  return {
    earlier({ row: { key, email, phone } }, { byKey, byEmail, byPhone }) {
      for (const [column, value, noted, holder] of [
        ['id', key ?? undefined, keys, byKey],
        ['email', email, emails, byEmail],
        ['phone', phone, phones, byPhone],
      ] as const) {
        const line = (value === undefined ? undefined : noted.get(value)) ?? (holder === null ? undefined : people.get(holder.id));
        if (line !== undefined) return { column, line };
        if (holder !== null && met.has(holder.id)) return { column, id: holder.id };
      }
      return null;
    },
    note({ line, row: { key, email, phone } }, id) {
      if (key !== null) keys.set(key, line);
      if (email !== undefined) emails.set(email, line);
      if (phone !== undefined) phones.set(phone, line);
      if (id !== null) people.set(id, line);
    },
  };
}

/** In which lines the file spoke of people on earlier pages. */
async function linesOf(tx: Sql, { listId, digest }: OpenList, ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: number; line: number }>(LINES_OF, [listId, digest, ids]);
  return new Map(rows.map(({ id, line }) => [id, line]));
}
