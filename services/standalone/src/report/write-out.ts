import type { LedgerLine } from '@loa/domain/ports';
import type { Warning } from '@loa/domain/warning';
import type { Feeds } from '@loa/feeds/compose';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const COLUMNS = [
  'bulletinId',
  'warningId',
  'subscriberId',
  'audience',
  'channel',
  'lane',
  'reason',
  'level',
  'state',
  'stateReason',
  'attempt',
  'sentAt',
  'settledAt',
] as const;

const cell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export interface Published {
  readonly warnings: readonly Warning[];
  readonly ledger: readonly LedgerLine[];
  readonly feeds: Pick<Feeds, 'documents' | 'writer'>;
}

/** Writes warnings as JSON and CAP 1.2, the ledger as CSV (RFC 4180) and every feed under its path into `out`. */
export async function writeOut(out: string, { warnings, ledger, feeds }: Published): Promise<void> {
  mkdirSync(join(out, 'warnings'), { recursive: true });
  for (const warning of warnings) {
    writeFileSync(join(out, 'warnings', `${warning.id}.json`), `${JSON.stringify(warning, null, 2)}\n`);
    writeFileSync(join(out, 'warnings', `${warning.id}.xml`), await feeds.writer.xmlOf(warning));
  }
  for (const path of feeds.documents.paths) {
    const document = await feeds.documents.of(path, {});
    mkdirSync(join(out, dirname(path)), { recursive: true });
    if (document !== null) writeFileSync(join(out, path), document.body);
  }
  const lines = ledger.map((line) => COLUMNS.map((column) => cell(line[column])).join(','));
  writeFileSync(join(out, 'ledger.csv'), `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`);
}
