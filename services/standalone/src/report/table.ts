import { nameOfPlaces } from '@loa/domain/place';
import type { LedgerLine } from '@loa/domain/ports';
import type { Warning } from '@loa/domain/warning';
import type { Replayed } from '../replay/run-replay.ts';

/** A replayed bulletin with what became of it. */
export interface Row {
  readonly replayed: Replayed;
  readonly warning: Warning | null;
  readonly ledger: readonly LedgerLine[];
}

const seconds = (from: Date, to: string | null): string =>
  to === null ? '-' : `${((Date.parse(to) - from.getTime()) / 1_000).toFixed(2)} s`;

/** The report of a replay as text: per bulletin its places, levels, clause beside the official level, deliveries and times. */
export function reportOf(rows: readonly Row[]): string {
  return rows.map(blockOf).join('\n');
}

function blockOf({ replayed, warning, ledger }: Row): string {
  const { original, way } = replayed;
  const sent = ledger.map((line) => line.sentAt).filter((at) => at !== null);
  const head = `${original.finishedAt.slice(0, 16)}  ${original.event.id} no. ${original.sequence} (${original.type})  →  ${way?.decision ?? 'undecided'}${warning === null ? '' : ` ${warning.id} ${warning.msgType}`}`;
  const entries = (warning?.entries ?? []).map((entry) => {
    const clause =
      entry.verdict?.kind === 'level'
        ? `table: ${entry.verdict.level} by ${entry.verdict.clause}`
        : `table: ${entry.verdict?.reason ?? '-'}`;
    return `    ${entry.change.padEnd(16)} level ${entry.level ?? '-'} (${entry.source ?? '-'}; ${clause})  ${nameOfPlaces(entry.units, 'vi', 3)}`;
  });
  const times = `    first send ${seconds(replayed.publishedAt, sent.toSorted()[0] ?? null)}, last ${seconds(replayed.publishedAt, sent.toSorted().at(-1) ?? null)}${replayed.settled ? '' : '  NOT SETTLED'}`;
  return [head, ...entries, `    ${countsOf(ledger)}`, times].join('\n');
}

function countsOf(ledger: readonly LedgerLine[]): string {
  const groups = Map.groupBy(ledger, (line) => `${line.audience} ${line.channel} ${line.state}`);
  if (groups.size === 0) return 'nobody to tell';
  return [...groups]
    .map(([name, lines]) => `${name} ${lines.length}`)
    .toSorted()
    .join(', ');
}
