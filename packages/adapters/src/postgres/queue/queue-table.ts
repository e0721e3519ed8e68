import { channel, lane } from '@loa/domain/audience';
import { type DeliveryState, deliveryState } from '@loa/domain/delivery';
import type { LaneQueue, Pause, PauseNoted, Queue, Retries } from '@loa/domain/ports';
import { instant } from '@loa/domain/time';
import { z } from 'zod';
import type { Sql } from '../sql.ts';
import { rows } from './rows.ts';
import { LANES, OF_WARNING, PAUSE, PAUSES, PAUSES_NOTED, RESUME, RETRIES, WAITING, WARNING_KNOWN, WATCHDOG_BEATS } from './statements.ts';

const laneRow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('state'), channel, lane, state: deliveryState, rows: z.int() }),
  z.object({ kind: z.literal('unsettled'), channel, lane, oldest: instant }),
  z.object({ kind: z.literal('sent'), channel, lane, rows: z.int() }),
]);
type LaneRow = z.output<typeof laneRow>;

const pauseFields = z.object({
  ...{ id: z.int(), channel, lane: lane.nullable(), reason: z.string() },
  ...{ paused_by: z.string(), paused_at: instant, until: instant },
});
const pauseRow = pauseFields.transform(({ paused_by: pausedBy, paused_at: pausedAt, ...rest }): Pause => ({ ...rest, pausedBy, pausedAt }));
const notedRow = z
  .intersection(pauseRow, z.object({ resumed_at: instant.nullable(), resumed_by: z.string().nullable() }))
  .transform(({ resumed_at: resumedAt, resumed_by: resumedBy, ...rest }): PauseNoted => ({ ...rest, resumedAt, resumedBy }));

const retriesRow = z
  .object({
    ...{ warning_id: z.string(), channel, lane, provider: z.string().nullable(), state: z.enum(['due', 'unknown']) },
    ...{ state_reason: z.string().nullable(), rows: z.int(), attempts: z.int(), next_at: instant },
  })
  .transform(({ warning_id: warning, state_reason: reason, next_at: nextAt, ...rest }): Retries => ({ warning, reason, nextAt, ...rest }));
const countRow = z.object({ channel, lane, audience: z.string(), reason: z.string(), state: deliveryState, count: z.int() });
const beatRow = z
  .object({ channel, lane, accepted_at: instant })
  .transform(({ accepted_at: acceptedAt, ...rest }) => ({ ...rest, acceptedAt }));

const waits = (state: DeliveryState): boolean => state === 'queued' || state === 'due';

function laneQueue(of: Pick<LaneQueue, 'channel' | 'lane'>, found: readonly LaneRow[], now: string): LaneQueue {
  const queue = { ...of, backlog: 0, oldestAgeS: null as number | null, ratePerS: 0, deliveries: {} as Record<string, number> };
  for (const row of found) {
    if (row.channel !== of.channel || row.lane !== of.lane) continue;
    if (row.kind === 'unsettled') queue.oldestAgeS = Math.max(0, (Date.parse(now) - Date.parse(row.oldest)) / 1000);
    else if (row.kind === 'sent') queue.ratePerS = row.rows / 60;
    else queue.deliveries[row.state] = row.rows;
    if (row.kind === 'state' && waits(row.state)) queue.backlog += row.rows;
  }
  return queue;
}

/** The queue's port over the ledger and the pauses. Rejects with SqlError. */
export function queueTable(sql: Sql): Queue {
  return {
    async lanes(now) {
      const states = await rows(sql, laneRow, LANES, [now]);
      return channel.options.flatMap((name) => lane.options.map((of) => laneQueue({ channel: name, lane: of }, states, now)));
    },
    pauses: (now) => rows(sql, pauseRow, PAUSES, [now]),
    pausesNoted: (before, limit) => rows(sql, notedRow, PAUSES_NOTED, [before, limit]),
    async pause(wanted, now) {
      const [made] = await rows(sql, pauseRow, PAUSE, [wanted.channel, wanted.lane, wanted.reason, wanted.by, now, wanted.until]);
      if (made === undefined) throw new Error('an insert returned no row');
      return made;
    },
    resume: (wanted, now) => rows(sql, pauseRow, RESUME, [wanted.channel, wanted.lane, now, wanted.by]),
    async retries(most) {
      const retries = await rows(sql, retriesRow, RETRIES, [most]);
      const [waiting] = await rows(sql, z.object({ rows: z.int() }), WAITING, [most + 1]);
      return { retries, isWhole: (waiting?.rows ?? 0) <= most };
    },
    async ofWarning(warningId, state) {
      if ((await sql.query(WARNING_KNOWN, [warningId])).length === 0) return null;
      return rows(sql, countRow, OF_WARNING, [warningId, state]);
    },
    watchdogBeats: () => rows(sql, beatRow, WATCHDOG_BEATS),
  };
}
