import type { Status } from '@loa/domain/bulletin';
import type { Coverage, ExportCursor, LedgerExport, PlaceCount, PlacePeople, Reports, SupplyRecords } from '@loa/domain/ports';
import { type ClockRow, clockRow } from '../supply-clock.ts';
import { type EventReport, eventReport } from './event-report.ts';
import { type LedgerFigures, LedgerTally } from './ledger-tally.ts';

/** Where a report is read from. */
export interface ReportPorts {
  readonly reports: Reports;
  readonly coverage: Coverage;
  readonly ledgerExport: LedgerExport;
  readonly supplyRecords: Pick<SupplyRecords, 'of'>;
}

/** `status` absent: Actual where the event has such warnings, else Exercise. `warning`: of that one alone. */
export interface WantedReport {
  readonly event: string;
  readonly status?: Status | undefined;
  readonly warning?: string | undefined;
}

/** Rows read at once: between two pages whoever sends has the database. */
const PAGE = 2_000;

/**
 * The report of an event; null where there is none. Counts are read as counts; the ledger is read through once, page by page by the index of
 * warnings, for what counts do not say: times, and who was told before the onset.
 */
export async function readReport(ports: ReportPorts, wanted: WantedReport, now: Date): Promise<EventReport | null> {
  const found = await warningsOf(ports.reports, wanted);
  const warnings = found.filter(({ warning }) => wanted.warning === undefined || warning.id === wanted.warning);
  const [first] = warnings;
  if (first === undefined) return null;
  const at = now.toISOString();
  const all = new LedgerTally();
  const ledgers = new Map<string, LedgerFigures>();
  const [places, people, supply]: [PlaceCount[], PlacePeople[], ClockRow[]] = [[], [], []];
  for (const { warning, acceptedAt, retiredAt } of warnings) {
    places.push(...((await ports.coverage.counts(warning.id)) ?? []));
    people.push(...(await ports.coverage.people(warning.id, at)));
    supply.push(...((await ports.supplyRecords.of({ warning: warning.id })) ?? []).map((record) => clockRow(record, at)));
    if (retiredAt !== null) continue;
    const own = new LedgerTally();
    await readLedger(ports.ledgerExport, warning.id, (row) => {
      own.add(row, acceptedAt ?? warning.issuedAt);
      all.add(row, acceptedAt ?? warning.issuedAt);
    });
    ledgers.set(warning.id, own.figures());
  }
  const counts = await ports.reports.counts(warnings.map(({ warning }) => warning.id));
  const { status } = first.warning;
  const only = wanted.warning ?? null;
  return eventReport({ eventId: wanted.event, status, only, at, warnings, counts, places, people, ledgers, ledger: all.figures(), supply });
}

async function warningsOf(reports: Reports, { event, status }: WantedReport): ReturnType<Reports['warnings']> {
  if (status !== undefined) return reports.warnings(event, status);
  const live = await reports.warnings(event, 'Actual');
  return live.length > 0 ? live : reports.warnings(event, 'Exercise');
}

async function readLedger(ledger: LedgerExport, warningId: string, each: (row: Parameters<LedgerTally['add']>[0]) => void): Promise<void> {
  let cursor: ExportCursor | null = null;
  for (;;) {
    const page = await ledger.page(warningId, cursor, PAGE);
    page.forEach(each);
    if (page.length < PAGE) return;
    cursor = page.at(-1) ?? null;
  }
}
