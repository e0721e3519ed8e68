import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { KeyedRow, LeftReason, ListProgress, ListRow, Lists, OpenList, RowFate } from '@loa/domain/ports';
import { CommandRefused } from '../run-command.ts';
import { type Line, linesOf } from './lines.ts';
import { type Column, readHeader, readRow } from './read-row.ts';
import { type Reject, rejectsFile } from './rejects.ts';
import { Seen } from './seen.ts';
import { splitFields } from './split-fields.ts';

/** What is to be taken in, and how. */
export interface ImportOptions {
  readonly file: string;
  /** The list that the file is a state of. */
  readonly list: string;
  readonly wording: string;
  readonly rejects: string;
  readonly now: () => Date;
  /** Rows written at once; default 5,000. */
  readonly pageRows?: number;
  readonly onProgress?: (progress: ListProgress) => void;
}

const PAGE = 5_000;
/** Rows read between two looks at whoever else waits: the database's answers are taken in meanwhile. */
const BREATH = 250;

const LEFT: Readonly<Record<LeftReason, string>> = {
  'registered-by-themselves': 'whoever has this address registered it themselves',
  'on-another-list': 'whoever has this address is on another list',
  'address-of-another-key': 'the address belongs to another id of this list',
  'addresses-of-several': 'id, e-mail address and number belong to different people',
};

interface Page {
  readonly rows: { readonly line: number; readonly row: KeyedRow }[];
  readonly rejects: Reject[];
  line: number;
  bytes: number;
}

/** Takes a file in, from where an earlier attempt ended. One page is read while another is written. Throws {@link CommandRefused}. */
export async function importList(lists: Lists, options: ImportOptions): Promise<ListProgress> {
  const digest = await digestOf(options.file);
  const { list: name, wording, pageRows = PAGE } = options;
  let list = await lists.open({ name, digest, wording, now: options.now().toISOString() });
  const rejects = rejectsFile(options.rejects, { upTo: list.progress.line });
  const write = async (page: Page): Promise<void> => {
    const progress = await writePage(lists, list, page, rejects);
    list = { ...list, progress };
    options.onProgress?.(progress);
  };

  let columns: readonly Column[] | null = null;
  let page = emptyPage();
  let writing: Promise<void> = Promise.resolve();
  const seen = new Seen();
  const done = list.progress.line;
  try {
    for await (const lines of linesOf(options.file)) {
      for (const line of lines) {
        if (columns === null) {
          columns = readHeader(line.text === null ? null : splitFields(line.text.replace(/^\ufeff/u, '')));
          continue;
        }
        const read = readLine(line, columns, seen);
        if (line.number % BREATH === 0) await nextTick();
        if (line.number <= done) continue;
        if (read !== null && 'row' in read) page.rows.push({ line: read.line, row: lists.keyed(read.row) });
        else if (read !== null) page.rejects.push(read);
        [page.line, page.bytes] = [line.number, line.end];
        if (page.rows.length + page.rejects.length < pageRows) continue;
        await writing;
        writing = write(page);
        // Looked at when it is waited for; until then a failure has its handler.
        writing.catch(() => undefined);
        page = emptyPage();
      }
    }
    if (columns === null) throw new CommandRefused('the file is empty: its first line must name the columns');
  } finally {
    await writing;
  }
  if (page.line > 0) await write(page);
  await lists.finish(list, options.now().toISOString());
  return list.progress;
}

const emptyPage = (): Page => ({ rows: [], rejects: [], line: 0, bytes: 0 });

/** A row, why there is none, or null for an empty line. */
function readLine({ number, text, fault }: Line, columns: readonly Column[], seen: Seen): { line: number; row: ListRow } | Reject | null {
  const rejected = (column: string, reason: string): Reject => ({ line: number, column, reason });
  if (text === null) return rejected('', fault === 'too-long' ? 'the line is too long' : 'the line is not UTF-8');
  if (text.trim() === '') return null;
  const fields = splitFields(text);
  if (fields === null) return rejected('', 'quotes that do not fit; a field ends in its own line');
  const row = readRow(columns, fields);
  if ('reason' in row) return rejected(row.column, row.reason);
  for (const [column, value] of [
    ['id', row.key],
    ['email', row.email],
    ['phone', row.phone],
  ] as const) {
    const before = value == null ? null : seen.meet(`${column} ${value}`, number);
    if (before !== null) return rejected(column, `the same as in line ${before}`);
  }
  return { line: number, row };
}

async function writePage(lists: Lists, list: OpenList, page: Page, rejects: ReturnType<typeof rejectsFile>): Promise<ListProgress> {
  const { counts } = list.progress;
  return lists.write(list, {
    rows: page.rows.map(({ row }) => row),
    progress: (fates) => ({
      line: page.line,
      bytes: page.bytes,
      counts: added(counts, [...fates, ...page.rejects.map(() => 'rejected')]),
    }),
    beforeCommit: (fates) => rejects.append([...page.rejects, ...leftOf(page, fates)].sort((a, b) => a.line - b.line)),
  });
}

function leftOf({ rows }: Page, fates: readonly RowFate[]): Reject[] {
  return rows.flatMap(({ line }, at) => {
    const reason = LEFT[(fates[at] ?? 'added') as LeftReason] as string | undefined;
    return reason === undefined ? [] : [{ line, column: '', reason }];
  });
}

function added(counts: Readonly<Record<string, number>>, more: readonly string[]): Record<string, number> {
  const all = { ...counts };
  for (const name of more) all[name] = (all[name] ?? 0) + 1;
  return all;
}

async function digestOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) digest.update(chunk);
  } catch (error) {
    throw new CommandRefused(`${path} cannot be read: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}`);
  }
  return digest.digest('hex');
}
