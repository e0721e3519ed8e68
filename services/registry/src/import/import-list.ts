import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { KeyedRow, LeftReason, ListProgress, ListRow, Lists, OpenList, RowFate } from '@loa/domain/ports';
import { CommandRefused } from '../run-command.ts';
import { type Line, linesOf, START } from './lines.ts';
import { type Column, type Fault, readHeader, readRow } from './read-row.ts';
import { type Reject, rejectsFile } from './rejects.ts';
import { splitFields } from './split-fields.ts';

/** What is to be taken in, and how. */
export interface ImportOptions {
  readonly file: string;
  /** The list that the file is a state of. */
  readonly list: string;
  readonly wording: string;
  readonly rejects: string;
  readonly now: () => Date;
  /** Rows written at once; default 2,500. */
  readonly pageRows?: number;
  readonly onProgress?: (progress: ListProgress) => void;
}

const PAGE = 2_500;
/** Rows read between two looks at whoever else waits: the database's answers are taken in meanwhile. */
const BREATH = 50;

const LEFT: Readonly<Record<LeftReason, string>> = {
  'registered-by-themselves': 'whoever has this address registered it themselves',
  'on-another-list': 'whoever has this address is on another list',
  'address-of-another-key': 'the address belongs to another id of this list',
  'addresses-of-several': 'id, e-mail address and number belong to different people',
};

interface Page {
  readonly rows: KeyedRow[];
  readonly rejects: Reject[];
  line: number;
  bytes: number;
}

/** Takes a file in, from where an earlier attempt ended. One page is read while another is written. Throws {@link CommandRefused}. */
export async function importList(lists: Lists, options: ImportOptions): Promise<ListProgress> {
  if (isSameFile(options.file, options.rejects))
    throw new CommandRefused(`--rejects: ${options.rejects} is the list itself, which would be overwritten; name another file`);
  const digest = await digestOf(options.file);
  const { list: name, wording, pageRows = PAGE } = options;
  let list = await lists.open({ name, digest, wording, now: options.now().toISOString() });
  const rejects = rejectsFile(options.rejects, { upTo: list.progress.line });
  let seal = false;
  const write = async (page: Page): Promise<void> => {
    const progress = await writePage(lists, list, page, rejects);
    // Sealed while another page is written, where people are new; those who are known already would be sealed for nothing.
    seal = addedIn(progress) - addedIn(list.progress) > page.rows.length / 2;
    list = { ...list, progress };
    options.onProgress?.(progress);
  };

  const columns = await columnsOf(options.file);
  let page = emptyPage();
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const lines of linesOf(options.file, list.progress)) {
      for (const line of lines) {
        if (line.number === 1) continue;
        if (line.number % BREATH === 0) await nextTick();
        const read = readLine(line, columns);
        if (read !== null && 'reason' in read) page.rejects.push({ line: line.number, ...read });
        else if (read !== null) page.rows.push(lists.keyed(read, line.number, { seal }));
        [page.line, page.bytes] = [line.number, line.end];
        if (page.rows.length + page.rejects.length < pageRows) continue;
        await writing;
        writing = write(page);
        // Looked at when it is waited for; until then a failure has its handler.
        writing.catch(() => undefined);
        page = emptyPage();
      }
    }
  } finally {
    await writing;
  }
  if (page.line > 0) await write(page);
  await lists.finish(list, options.now().toISOString());
  return list.progress;
}

const addedIn = ({ counts }: ListProgress): number => counts['added'] ?? 0;
/** By whatever path, links too. */
function isSameFile(one: string, another: string): boolean {
  const [a, b] = [one, another].map((path) => statSync(path, { throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

const emptyPage = (): Page => ({ rows: [], rejects: [], line: 0, bytes: 0 });

async function columnsOf(file: string): Promise<readonly Column[]> {
  for await (const [first] of linesOf(file, START)) {
    const text = first?.text ?? null;
    return readHeader(text === null ? null : splitFields(text.replace(/^\ufeff/u, '')));
  }
  throw new CommandRefused('the file is empty: its first line must name the columns');
}

/** A row, why there is none, or null for an empty line. */
function readLine({ text, fault }: Line, columns: readonly Column[]): ListRow | Fault | null {
  if (text === null) return { column: '', reason: fault === 'too-long' ? 'the line is too long' : 'the line is not UTF-8' };
  if (text.trim() === '') return null;
  const fields = splitFields(text);
  return fields === null ? { column: '', reason: 'quotes that do not fit; a field ends in its own line' } : readRow(columns, fields);
}

async function writePage(lists: Lists, list: OpenList, page: Page, rejects: ReturnType<typeof rejectsFile>): Promise<ListProgress> {
  const { counts } = list.progress;
  return lists.write(list, {
    rows: page.rows,
    progress: (fates) => ({
      line: page.line,
      bytes: page.bytes,
      counts: added(counts, [...fates.map(countedAs), ...page.rejects.map(() => 'rejected')]),
    }),
    beforeCommit: (fates) => rejects.append([...page.rejects, ...leftOf(page, fates)].sort((a, b) => a.line - b.line)),
  });
}

const countedAs = ({ kind }: RowFate): string => (kind === 'doubled' ? 'rejected' : kind);

function leftOf({ rows }: Page, fates: readonly RowFate[]): Reject[] {
  return rows.flatMap(({ line }, at): Reject[] => {
    const fate = fates[at];
    if (fate?.kind === 'doubled') return [{ line, column: fate.column, reason: `the same as in line ${fate.line}` }];
    const reason = LEFT[fate?.kind as LeftReason] as string | undefined;
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
