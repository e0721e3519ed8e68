import type { ToldRow } from '@loa/domain/audience';
import type { Sql } from '../sql.ts';
import { isDense } from './people.ts';
import type { TakenJob } from './take-job.ts';
import { ACCEPTED_STATES } from '../rank.ts';

const LOCK_OPEN_ROWS = `
-- Locks people's open rows of other warnings of the event that no sender has. $1 subscribers, $2 event, $3 hazard group, $4 own warning, $5 status prefix
select d.id, d.batch_id
from deliveries d left join batches b on b.id = d.batch_id
where d.subscriber_id = any($1::bigint[]) and d.event_id = $2 and d.hazard_group = $3 and d.warning_id <> $4 and d.warning_id like $5
  and d.state in ('queued', 'due') and (d.batch_id is null or b.done_at is not null or b.lease_owner is null or b.lease_until is null)
order by d.id
for update of d`;

const LOCK_BATCHES = `
-- Keeps batches from being leased until this transaction ends, and says which are leased and not let go. $1 ids
select id, coalesce(in_place_of, id) as place, done_at is not null as done,
  done_at is null and lease_owner is not null and lease_until is not null as taken
from batches where id = any($1::bigint[]) order by id
for share`;

const READ = `
-- What people were told, or are about to be told, of the event. $1 subscribers, $2 event, $3 hazard group, $4 own warning, $5 status prefix
select d.id, d.warning_id, w.series_id, d.subscriber_id, d.channel, d.state, d.reason, d.level, d.onset, array_to_string(d.units, chr(31)) as units,
  d.response, d.expires_at, d.queued_at, coalesce(d.sent_at, d.queued_at) as went_at, d.telling, w.cancelled_by is not null as cancelled
from deliveries d join warnings w on w.id = d.warning_id
where d.subscriber_id = any($1::bigint[]) and d.event_id = $2 and d.hazard_group = $3 and d.warning_id like $5
  and (d.warning_id = $4 or d.state in ('queued', 'due', 'unknown', ${ACCEPTED_STATES}))
order by d.id`;

const SINCE = `
-- Since when channels of people have the address that they have, where they had another one. $1 subscribers
select subscriber_id, channel, since from confirmed_addresses where subscriber_id = any($1::bigint[]) and since is not null`;

const OWN = (people: string) => `
-- People's rows of the warning itself. $1 warning, $2 people (all of a window: first and last)
select subscriber_id, channel, state, array_to_string(units, chr(31)) as units, telling from deliveries where warning_id = $1 and ${people}`;

const OWN_OF = OWN('subscriber_id = any($2::bigint[])');
const OWN_BETWEEN = OWN('subscriber_id >= ($2::bigint[])[1] and subscriber_id <= ($2::bigint[])[2]');

interface EarlierRow extends Pick<ToldRow, 'state' | 'reason' | 'level' | 'onset' | 'response'> {
  id: number;
  warning_id: string;
  series_id: string;
  subscriber_id: number;
  channel: string;
  units: string;
  expires_at: string;
  queued_at: string;
  /** Sent, or queued where it was not. */
  went_at: string;
  telling: number;
  cancelled: boolean;
}

/** What somebody's rows of the warning itself come to. */
export interface OwnRows {
  /** All of them were superseded. */
  readonly gaveWay: boolean;
  readonly units: ReadonlySet<string>;
  readonly tellings: number;
}

/** What is known of a page of people before this warning decides about them. Keys are `<subscriber>:<channel>`. */
export interface Earlier {
  readonly told: ReadonlyMap<string, readonly ToldRow[]>;
  /** The person's rows of this warning, where there are any. */
  readonly own: ReadonlyMap<string, OwnRows>;
  /** Rows that may be superseded, with the batch whose place in the queue they hold; null where they hold none. */
  readonly free: ReadonlyMap<number, number | null>;
}

export const nothingEarlier: Earlier = { told: new Map(), own: new Map(), free: new Map() };

export function personKey(subscriberId: number, channel: string): string {
  return `${subscriberId}:${channel}`;
}

/**
 * Rows first, then their batches, then the reading. The row locks stop the sweeper from moving a row into another batch and
 * receipts from settling it; the batch locks stop a sender's lease. Read afterwards, in a later statement, so that what
 * was settled while waiting for a lock is seen. A row that is open and was not locked is in a sender's hands: under way.
 * Rows before batches, as every settling statement does: the other way round the two would deadlock.
 */
export async function readEarlier(tx: Sql, job: TakenJob, subscribers: readonly number[]): Promise<Earlier> {
  const statusPrefix = `${job.warningId.slice(0, job.warningId.lastIndexOf('-'))}-%`;
  const parameters = [subscribers, job.eventId, job.hazardGroup, job.warningId, statusPrefix];
  const open = await tx.query<{ id: number; batch_id: number | null }>(LOCK_OPEN_ROWS, parameters);
  const free = await freeRows(tx, open);
  const told = new Map<string, ToldRow[]>();
  const own = new Map<string, OwnRows>();
  const since = await readSince(tx, subscribers);
  for (const row of await tx.query<EarlierRow>(READ, parameters)) {
    const key = personKey(row.subscriber_id, row.channel);
    // Told to an address that is the person's no more: the news is owed to the new one, and what takes it back to the person all the same.
    const elsewhere = !free.has(row.id) && row.went_at < (since.get(key) ?? '');
    if (row.warning_id === job.warningId) own.set(key, withRow(own.get(key), elsewhere ? { ...row, units: '' } : row));
    else if (!leftToItsSender(row, free) && !(elsewhere && !job.takesBack))
      told.set(key, [...(told.get(key) ?? []), toldRow(row, job.hazardGroup, free)]);
  }
  return { told, own, free };
}

async function readSince(tx: Sql, subscribers: readonly number[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ subscriber_id: number; channel: string; since: string }>(SINCE, [subscribers]);
  return new Map(rows.map((row) => [personKey(row.subscriber_id, row.channel), row.since]));
}

/** The same where no other warning can have told them anything. `subscribers`: by ascending id. */
export async function readOwn(tx: Sql, { warningId }: TakenJob, subscribers: readonly number[]): Promise<Earlier> {
  const [first, last] = [subscribers[0], subscribers.at(-1)];
  if (first === undefined || last === undefined) return nothingEarlier;
  const rows = isDense(subscribers.length, first, last)
    ? await tx.query<OwnRow>(OWN_BETWEEN, [warningId, [first, last]])
    : await tx.query<OwnRow>(OWN_OF, [warningId, subscribers]);
  const own = new Map<string, OwnRows>();
  for (const row of rows) {
    const key = personKey(row.subscriber_id, row.channel);
    own.set(key, withRow(own.get(key), row));
  }
  return { ...nothingEarlier, own };
}

type OwnRow = Pick<EarlierRow, 'subscriber_id' | 'channel' | 'state' | 'units' | 'telling'>;

function withRow(before: OwnRows | undefined, row: OwnRow): OwnRows {
  return {
    gaveWay: (before?.gaveWay ?? true) && row.state === 'superseded',
    units: new Set([...(before?.units ?? []), ...unitsOf(row)]),
    tellings: Math.max(before?.tellings ?? 0, row.telling),
  };
}

const unitsOf = (row: OwnRow): string[] => (row.units === '' ? [] : row.units.split('\u001f'));

/**
 * A cancelled warning's row in a sender's hands either is on the wire already, and then the statement that settles it adds
 * the row of the cancel, or will not pass the gate. Counted as told it would bring a cancel to people who heard nothing.
 */
function leftToItsSender(row: EarlierRow, free: ReadonlyMap<number, unknown>): boolean {
  return row.cancelled && (row.state === 'queued' || row.state === 'due') && !free.has(row.id);
}

async function freeRows(tx: Sql, open: readonly { id: number; batch_id: number | null }[]): Promise<Map<number, number | null>> {
  const ids = [...new Set(open.flatMap((row) => (row.batch_id === null ? [] : [row.batch_id])))];
  const batches = ids.length === 0 ? [] : await tx.query<{ id: number; place: number; done: boolean; taken: boolean }>(LOCK_BATCHES, [ids]);
  const byId = new Map(batches.map((batch) => [batch.id, batch]));
  const free = new Map<number, number | null>();
  for (const row of open) {
    const batch = row.batch_id === null ? undefined : byId.get(row.batch_id);
    if (batch?.taken !== true) free.set(row.id, batch === undefined || batch.done ? null : batch.place);
  }
  return free;
}

function toldRow(row: EarlierRow, hazardGroup: string, free: ReadonlyMap<number, unknown>): ToldRow {
  const open = row.state === 'queued' || row.state === 'due' || row.state === 'unknown';
  return {
    deliveryId: row.id,
    warningId: row.warning_id,
    warningNumber: Number(row.warning_id.slice(row.warning_id.lastIndexOf('-') + 1)),
    seriesId: row.series_id,
    state: row.state,
    underWay: open && !free.has(row.id),
    reason: row.reason,
    level: row.level,
    onset: row.onset,
    units: unitsOf(row),
    response: row.response,
    expiresAt: row.expires_at,
    queuedAt: row.queued_at,
    hazardGroup,
  };
}
