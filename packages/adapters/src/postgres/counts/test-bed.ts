import type { SubscriberInput } from '@loa/domain/ports';
import { provinceOf } from '@loa/domain/place';
import { coverageTable } from '../coverage/index.ts';
import { people } from '../fanout/test-bed.ts';
import { queueTable } from '../queue/index.ts';
import type { Sql } from '../sql.ts';

const PREFIXES = ['+84321', '+84811', '+84901', '+84923', '+999000'];

/** People as fan-out's tests have them, with numbers of several operators. */
export function peopleOfOperators(count: number): SubscriberInput[] {
  return people(count).map(({ phone, ...one }) =>
    phone === undefined ? one : { ...one, phone: `${PREFIXES[one.id % PREFIXES.length] ?? ''}${String(one.id).padStart(6, '0')}` },
  );
}

interface Scanned {
  warning_id: string;
  channel: string;
  lane: string;
  audience: string;
  reason: string;
  units: string[];
  operator: string | null;
  state: string;
  state_reason: string | null;
  settled_at: string | null;
  queued_at: string;
}

/** Adds up by key, and leaves out what comes to nothing. */
class Sums {
  readonly #sums = new Map<string, number>();
  add(key: readonly (string | null)[], rows: number): void {
    const name = key.map((part) => part ?? '-').join(' ');
    this.#sums.set(name, (this.#sums.get(name) ?? 0) + rows);
  }
  sorted(): string[] {
    return [...this.#sums]
      .filter(([, rows]) => rows !== 0)
      .map(([name, rows]) => `${name}: ${String(rows)}`)
      .toSorted();
  }
}

const reasonOf = (row: Scanned): string | null => {
  if (row.settled_at === null || row.state === 'queued' || row.state === 'due') return null;
  if (row.state === 'superseded' && row.state_reason?.startsWith('by ') === true) return 'later-warning';
  return row.state_reason;
};

const isOpen = (row: Scanned): boolean =>
  row.state === 'queued' || row.state === 'due' || (row.state === 'unknown' && row.settled_at === null);

/** Everything that is counted, by a plain walk through the ledger. */
export async function scan(sql: Sql, now: string): Promise<Record<string, readonly string[]>> {
  const rows = await sql.query<Scanned>(
    `select warning_id, channel, lane, audience, reason, units, operator, state, state_reason, settled_at, queued_at from deliveries`,
  );
  const [lanes, oldest, warnings, units, provinces] = [new Sums(), new Map<string, number>(), new Sums(), new Sums(), new Sums()];
  for (const row of rows) {
    const lane = `${row.channel} ${row.lane}`;
    lanes.add([lane, row.state], 1);
    if (isOpen(row)) oldest.set(lane, Math.max(oldest.get(lane) ?? 0, (Date.parse(now) - Date.parse(row.queued_at)) / 1_000));
    warnings.add([row.warning_id, lane, row.audience, row.reason, row.state], 1);
    const stands = [row.channel, row.state, reasonOf(row)];
    for (const unit of row.units) units.add([row.warning_id, unit, ...stands], 1);
    for (const province of new Set(row.units.map((unit) => provinceOf(unit) ?? unit)))
      provinces.add([row.warning_id, province, row.operator, ...stands], 1);
  }
  return {
    lanes: lanes.sorted(),
    oldest: [...oldest].map(([lane, age]) => `${lane}: ${String(age)}`).toSorted(),
    warnings: warnings.sorted(),
    units: units.sorted(),
    provinces: provinces.sorted(),
  };
}

/** The same from the counts, as readers get it. */
export async function counted(sql: Sql, now: string): Promise<Record<string, readonly string[]>> {
  const [lanes, warnings, units, provinces] = [new Sums(), new Sums(), new Sums(), new Sums()];
  const queue = await queueTable(sql).lanes(now);
  for (const one of queue)
    for (const [state, rows] of Object.entries(one.deliveries)) lanes.add([`${one.channel} ${one.lane}`, state], rows);
  const ids = await sql.query<{ id: string }>('select id from warnings');
  for (const { id } of ids) {
    for (const one of (await queueTable(sql).ofWarning(id, null)) ?? [])
      warnings.add([id, `${one.channel} ${one.lane}`, one.audience, one.reason, one.state], one.count);
    for (const one of (await coverageTable(sql).counts(id)) ?? []) {
      const stands = [one.channel, one.state, one.stateReason];
      if (one.grain === 'unit') units.add([id, one.place, ...stands], one.rows);
      else provinces.add([id, one.place, one.operator, ...stands], one.rows);
    }
  }
  return {
    lanes: lanes.sorted(),
    oldest: queue.flatMap((one) => (one.oldestAgeS === null ? [] : [`${one.channel} ${one.lane}: ${String(one.oldestAgeS)}`])).toSorted(),
    warnings: warnings.sorted(),
    units: units.sorted(),
    provinces: provinces.sorted(),
  };
}
