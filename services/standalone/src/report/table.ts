import { nameOfPlaces } from '@loa/domain/place';
import type { LedgerLine, SupplyRecord } from '@loa/domain/ports';
import type { Warning } from '@loa/domain/warning';
import type { Replayed } from '../replay/run-replay.ts';

/** A replayed bulletin with what became of it. */
export interface Row {
  readonly replayed: Replayed;
  readonly warning: Warning | null;
  readonly ledger: readonly LedgerLine[];
  /** Bodies of the supply list that were called. */
  readonly supply: readonly SupplyRecord[];
}

const seconds = (from: Date, to: string | null): string =>
  to === null ? '-' : `${((Date.parse(to) - from.getTime()) / 1_000).toFixed(2)} s`;

/** The report of a replay as text: per bulletin its places, levels, clause beside the official level, deliveries and times. */
export function reportOf(rows: readonly Row[]): string {
  return rows.map(blockOf).join('\n');
}

function blockOf({ replayed, warning, ledger, supply }: Row): string {
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
  return [head, ...entries, `    ${countsOf(ledger)}`, ...supplyLine(supply), times].join('\n');
}

/** The supply clock of a bulletin in one line: of how many bodies, and when the last was handed the warning and confirmed it. */
function supplyLine(supply: readonly SupplyRecord[]): string[] {
  const [first] = supply;
  if (first === undefined) return [];
  const handed = supply.flatMap(({ calls }) =>
    calls
      .flatMap((call) => call.handedOverAt ?? [])
      .toSorted()
      .slice(0, 1),
  );
  const confirmed = supply.flatMap(({ confirmation }) => confirmation?.at ?? []);
  const last = (at: readonly string[]): string =>
    `${at.length}${at.length === 0 ? '' : ` (last after ${seconds(new Date(first.finishedAt), at.toSorted().at(-1) ?? null)})`}`;
  return [`    supply list: ${supply.length} bodies, handed over ${last(handed)}, confirmed ${last(confirmed)}`];
}

function countsOf(ledger: readonly LedgerLine[]): string {
  const groups = Map.groupBy(ledger, (line) => `${line.audience} ${line.channel} ${line.state}`);
  if (groups.size === 0) return 'nobody to tell';
  return [...groups]
    .map(([name, lines]) => `${name} ${lines.length}`)
    .toSorted()
    .join(', ');
}
