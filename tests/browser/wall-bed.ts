import type { Database } from '@loa/adapters/postgres';
import { communes, provinceOf } from '@loa/domain/place';
import { aWarning, aWarningEntry } from '@loa/testing/builders';

export const COMMUNES = communes().map((one) => one.code);

/** A warning in its table alone, as nobody was told of it. */
export async function putWarning(
  db: Database,
  given: { number: number; units: readonly string[]; now: string; status?: 'Actual' | 'Exercise'; name?: string },
): Promise<string> {
  const { number, units, now, status = 'Actual', name = `Bão số ${String(number)}` } = given;
  const until = new Date(Date.parse(now) + 86_400_000).toISOString();
  const entries = [aWarningEntry({ units: [...units], level: ((number % 5) + 1) as 1, onset: now, expiresAt: until })];
  const series = `nchmf.tropical-cyclone.made-up-${status}-${String(number)}`;
  const one = aWarning({
    number,
    status,
    entries,
    seriesId: series,
    bulletinId: `${series}.1`,
    issuedAt: now,
    eventName: { vi: name, en: name },
  });
  await db.query(
    `insert into warnings (id, status, number, bulletin_id, series_id, event_id, hazard_group, issuer, msg_type, action, content, issued_at, onset, expires_at)
     values ($1, $2, $3, $4, $5, $5, 'tropical-cyclone', 'nchmf', 'Alert', 'issue', $6, $7, $7, $8)`,
    [one.id, status, number, one.bulletinId, series, one, now, until],
  );
  return one.id;
}

/** Counts of deliveries that were never made: `rows` in each of the units. */
export async function putCounts(db: Database, warning: string, units: readonly string[], state: string, rows: number): Promise<void> {
  await db.query(`insert into unit_counts (warning_id, unit, channel, state, rows) select $1, unnest($4::text[]), 'sms', $2, $3`, [
    warning,
    state,
    rows,
    units,
  ]);
  const provinces = Map.groupBy(units, (one) => provinceOf(one) ?? one);
  await db.query(
    `insert into province_counts (warning_id, province, channel, state, rows) select $1, p, 'sms', $2, n from unnest($3::text[], $4::int[]) as c (p, n)
     on conflict (warning_id, province, channel, operator, state, state_reason) do update set rows = province_counts.rows + excluded.rows`,
    [warning, state, [...provinces.keys()], [...provinces.values()].map((of) => of.length * rows)],
  );
  await db.query(
    `insert into warning_counts (warning_id, channel, lane, audience, reason, state, rows) values ($1, 'sms', 'urgent', 'citizen', 'first-news', $2, $3)
     on conflict (warning_id, channel, lane, audience, reason, state, state_reason) do update set rows = warning_counts.rows + excluded.rows`,
    [warning, state, rows * units.length],
  );
}

/** As if one delivery in each province of those warnings had just been taken. */
export async function moveCounts(db: Database, warnings: readonly string[]): Promise<void> {
  for (const table of ['warning_counts', 'province_counts'])
    await db.query(
      `update ${table} set rows = rows + case state when 'queued' then -1 else 1 end where warning_id = any($1::text[]) and state in ('queued', 'accepted')`,
      [warnings],
    );
}

/** A relay for each unit, whom no provider could tell of a warning. Subscribers are numbered from 1, and have to be there. */
export async function putRelays(db: Database, warning: string, units: readonly string[], now: string): Promise<void> {
  await db.query(
    `insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, onset, units, response,
       expires_at, state, attempt, queued_at)
     select id, event_id, hazard_group, n, 'relay', 'sms', 'urgent', 'vi', 4, 'first-news', $3, array[u.unit], 'Prepare', expires_at, 'failed', 1, $3
     from warnings cross join unnest($2::text[]) with ordinality as u (unit, n) where id = $1`,
    [warning, units, now],
  );
}

/** SMS of a warning that the operator's centre was too busy for, each tried twice and tried again in an hour. */
export async function putRetries(db: Database, warning: string, units: readonly string[], now: string): Promise<void> {
  await db.query(
    `insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, onset, units, response,
       expires_at, state, state_reason, provider, attempt, due_at, batch_id, queued_at)
     select id, event_id, hazard_group, n, 'citizen', 'sms', 'urgent', 'vi', 4, 'first-news', $3, array[u.unit], 'Prepare', expires_at, 'due', 'smpp-0x58',
       'smpp', 2, $3::timestamptz + interval '1 hour', 0, $3
     from warnings cross join unnest($2::text[]) with ordinality as u (unit, n) where id = $1`,
    [warning, units, now],
  );
}
