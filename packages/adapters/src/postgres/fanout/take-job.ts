import { type Stratum, stratum } from '@loa/domain/audience';
import type { Instant } from '@loa/domain/time';
import { z } from 'zod';
import type { Sql } from '../sql.ts';

/** A job that waits is open once there is an answer, or the warning is over. */
const OPEN = (now: string) => `j.done_at is null and (not j.waits or exists (
    select from approvals a join warnings w on w.id = a.warning_id where a.warning_id = j.warning_id
      and (a.outcome is not null or w.recalled_at is not null or w.cancelled_by is not null or w.expires_at <= ${now}::timestamptz)))`;

/** Most people of a job of which it is said that they are few: whoever signs up in the middle of a storm, but not a list that is taken in. */
const FEW = 100;

/** Inside a lane calls of supply bodies (rank below 0) come first, then jobs for a few people: they hold nobody up, and have waited already. */
const TURN = `case when j.rank < 0 then 0 when cardinality(j.only_subscribers) <= ${String(FEW)} then 1 else 2 end`;

const CANDIDATES = `
-- Events that have open jobs, in the order of their most needed one. $1 how many, $2 now
select event_id from (
  select distinct on (event_id) event_id, lane_rank, ${TURN} as turn, id from fanout_jobs j where ${OPEN('$2')}
  order by event_id, lane_rank, turn, id
) first order by lane_rank, turn, id limit $1`;

const LOCK_EVENT = `
-- Takes the event for this transaction, or says that somebody else has it. $1 event
select pg_try_advisory_xact_lock(hashtextextended('loa.fanout.' || $1, 0)) as taken`;

const TAKE = `
-- The most needed open job of an event, locked, with what stops its warning. $1 event, $2 now
select j.id, j.warning_id, j.event_id, j.stratum, j.waits, exists (select from approvals a where a.warning_id = w.id) as asked, j.only_subscribers, j.after_subscriber,
  w.status, w.hazard_group, w.expires_at, w.recalled_at is not null as recalled, w.cancelled_by is not null as cancelled,
  w.action in ('cancel', 'end') as takes_back, w.action = 'cancel'
    or exists (select from warnings o where o.event_id = j.event_id and o.hazard_group = w.hazard_group and o.id <> w.id) as has_history,
  exists (select from warnings o where o.series_id = w.series_id and o.status = w.status and o.number > w.number) as is_followed,
  exists (select from fanout_jobs o where o.warning_id = w.id and o.id <> j.id and (o.done_at is not null or o.after_subscriber > 0)) as has_own
from fanout_jobs j join warnings w on w.id = j.warning_id
where j.event_id = $1 and ${OPEN('$2')}
order by j.lane_rank, ${TURN}, j.id limit 1
for update of j skip locked`;

/** Events looked at before a worker says that everything is in other hands. */
const CANDIDATE_EVENTS = 32;

const jobRow = z.object({
  id: z.int(),
  warning_id: z.string(),
  event_id: z.string(),
  stratum,
  waits: z.boolean(),
  asked: z.boolean(),
  only_subscribers: z.array(z.coerce.number()).nullable(),
  after_subscriber: z.int(),
  status: z.string(),
  hazard_group: z.string(),
  expires_at: z.string(),
  recalled: z.boolean(),
  cancelled: z.boolean(),
  has_history: z.boolean(),
  takes_back: z.boolean(),
  is_followed: z.boolean(),
  has_own: z.boolean(),
});

/** An open job in this transaction's hands. */
export interface TakenJob {
  readonly id: number;
  readonly warningId: string;
  readonly eventId: string;
  readonly hazardGroup: string;
  readonly stratum: Stratum;
  /** Its people waited for a second person. */
  readonly waits: boolean;
  /** Its people may have rows of the warning already: of places that are theirs no more, or where nobody waited. */
  readonly again: boolean;
  /** A second person was asked about the warning. */
  readonly asked: boolean;
  /** Just these people, because a row of theirs ended untold; null for everybody of the stratum. */
  readonly only: readonly number[] | null;
  /** Its people are few. */
  readonly few: boolean;
  readonly after: number;
  readonly expiresAt: string;
  readonly recalled: boolean;
  readonly cancelled: boolean;
  /** People may have rows of other warnings of this event, so they must be looked at. */
  readonly hasHistory: boolean;
  /** It cancels or ends what was said. */
  readonly takesBack: boolean;
  /** A later warning of the series is there, which may have taken back what this one says. */
  readonly isFollowed: boolean;
  /** People may have rows of this warning by another of its jobs. */
  readonly hasOwn: boolean;
}

/** Events that have open jobs, in order of need. Needs no transaction: whether a job is still open is asked again when it is taken. */
export async function eventsWithJobs(db: Sql, now: Instant): Promise<string[]> {
  return (await db.query<{ event_id: string }>(CANDIDATES, [CANDIDATE_EVENTS, now])).map((row) => row.event_id);
}

/**
 * Locks one of the events and then its job; null where all are in other hands. The job is read after the lock, so its cursor is that of the last
 * committed slice.
 */
export async function takeJob(tx: Sql, events: readonly string[], now: Instant): Promise<TakenJob | null> {
  for (const event of events) {
    const [lock] = await tx.query<{ taken: boolean }>(LOCK_EVENT, [event]);
    if (lock?.taken !== true) continue;
    const [row] = await tx.query(TAKE, [event, now]);
    if (row !== undefined) return jobOf(jobRow.parse(row));
  }
  return null;
}

function jobOf(row: z.output<typeof jobRow>): TakenJob {
  return {
    id: row.id,
    warningId: row.warning_id,
    eventId: row.event_id,
    hazardGroup: row.hazard_group,
    stratum: row.stratum,
    waits: row.waits,
    again: row.waits || row.only_subscribers !== null,
    asked: row.asked,
    only: row.only_subscribers,
    few: row.only_subscribers !== null && row.only_subscribers.length <= FEW,
    after: row.after_subscriber,
    expiresAt: row.expires_at,
    recalled: row.recalled,
    cancelled: row.cancelled,
    hasHistory: row.has_history,
    takesBack: row.takes_back,
    isFollowed: row.is_followed,
    hasOwn: row.has_own,
  };
}
