import type { ClockRow } from '../supply-clock.ts';

const COLUMNS: Readonly<Record<string, (row: ClockRow) => string | number | null>> = {
  bulletin: (row) => row.bulletinId,
  warning: (row) => row.warningId,
  hazard: (row) => row.hazard,
  body: (row) => row.bodyId,
  name: (row) => row.name,
  basis: (row) => `${row.basis.kind}: ${row.basis.text}`,
  need: (row) => row.need,
  finished_at: (row) => row.finishedAt,
  called_at: (row) => row.openedAt,
  handed_over_at: (row) => row.handedOverAt,
  confirmed_at: (row) => row.confirmation?.at ?? null,
  confirmed_how: (row) => row.confirmation?.how ?? null,
  confirmed_by: (row) => row.confirmation?.by ?? null,
  reason: (row) => row.confirmation?.reason ?? null,
  hand_over_s: (row) => row.clock.handOverS,
  confirmation_s: (row) => row.clock.confirmationS,
  elapsed_s: (row) => row.clock.elapsedS,
  hand_over_colour: (row) => row.clock.handOverColour,
  colour: (row) => row.clock.colour,
  red_at_s: (row) => row.clock.limit.redS,
  limit: (row) => row.clock.limit.source,
  calls: (row) => row.calls.length,
  operator_called_at: (row) => row.operatorCalledAt,
  closed: (row) => row.closed?.reason ?? null,
};

/** The supply clock as CSV (RFC 4180). A value that a spreadsheet would read as a formula gets an apostrophe in front. */
export function clockCsv(rows: readonly ClockRow[]): string {
  const lines = rows.map((row) => Object.values(COLUMNS).map((of) => cell(of(row))));
  return [Object.keys(COLUMNS), ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
