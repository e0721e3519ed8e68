import type { LedgerLine } from '@loa/domain/ports';
import type { Warning } from '@loa/domain/warning';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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

/** Writes warnings as JSON and the ledger as CSV (RFC 4180) into `out`. */
export function writeOut(out: string, warnings: readonly Warning[], ledger: readonly LedgerLine[]): void {
  mkdirSync(join(out, 'warnings'), { recursive: true });
  for (const warning of warnings) writeFileSync(join(out, 'warnings', `${warning.id}.json`), `${JSON.stringify(warning, null, 2)}\n`);
  const lines = ledger.map((line) => COLUMNS.map((column) => cell(line[column])).join(','));
  writeFileSync(join(out, 'ledger.csv'), `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`);
}
