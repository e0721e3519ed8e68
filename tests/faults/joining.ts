import communes from '@loa/domain/data/communes.json' with { type: 'json' };
import { until } from '@loa/testing/servers';
import { SETTLED_MS, settled } from './progress.ts';
import { NONE, type Scenario } from './scenario.ts';
import type { TestBed } from './test-bed.ts';
import { giveSecond } from './unchanged.ts';

/** Whoever signs up where a warning is in force is told within this, milliseconds. */
const WITHIN_MS = 10_000;

/** Storms of earlier scenarios are taken back: who comes now is owed all that is in force. $1 event */
const NO_OTHERS = 'update warnings set recalled_at = now() where event_id <> $1 and recalled_at is null';

/** One row: how much waits when they sign up. $1 event */
const WAITING = `
  select count(*) filter (where state in ('queued', 'due'))::int as rows, (select count(*) from fanout_jobs where event_id = $1 and done_at is null)::int as jobs
  from deliveries where event_id = $1`;

/** What became of newcomers: when their row was written, and whether it was sent. $1 event, $2 people */
const ROWS = `
  select subscriber_id as id, queued_at as queued, state in ('accepted', 'no-receipt-on-this-route', 'delivered') as sent
  from deliveries where event_id = $1 and subscriber_id = any($2::bigint[]) and state <> 'superseded'`;
interface Row {
  readonly id: number;
  readonly queued: string;
  readonly sent: boolean;
}

/** Somebody where the storm comes soon and somebody where it comes later, by each channel: rows of either lane; `highest`: of the storm's highest. */
const NEWCOMERS = [
  { what: 'e-mail, soon', province: 'Hà Nội', by: 'email', highest: true },
  { what: 'e-mail, later', province: 'Đà Nẵng', by: 'email', highest: false },
  { what: 'SMS, soon', province: 'Hà Nội', by: 'sms', highest: true },
  { what: 'SMS, later', province: 'Đà Nẵng', by: 'sms', highest: false },
] as const;
const unitIn = (province: string): string => communes.find((one) => one[3] === province)?.[0] ?? '';
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

async function join(bed: TestBed, event: string) {
  return Promise.all(
    NEWCOMERS.map(async ({ what, province, by, highest }, nth) => {
      const address =
        by === 'email' ? { email: `newcomer-${event}-${nth}@example.com` } : { phone: `+9997${event.slice(1).padStart(6, '0')}${nth}0` };
      const { id, at } = await bed.join({ ...address, units: [unitIn(province)] });
      return { what, highest, to: address.email ?? address.phone, id, at };
    }),
  );
}
type Newcomer = Awaited<ReturnType<typeof join>>[number];

/** When each was told, epoch milliseconds. Rejects where somebody is not. */
async function told(bed: TestBed, event: string, newcomers: readonly Newcomer[]) {
  const ids = newcomers.map(({ id }) => id);
  let rows: Row[] = [];
  const areTold = async (): Promise<boolean> => {
    rows = await bed.db.query<Row>(ROWS, [event, ids]);
    return newcomers.every(({ id }) => rows.some((row) => row.id === id && row.sent));
  };
  await until('newcomers are told', SETTLED_MS + bed.extraMs, areTold, bed.lookEveryMs);
  const first = new Map<string, number>();
  for (const sink of [bed.sink, bed.secondSink])
    for (const channel of ['email', 'sms'] as const)
      for await (const { to, at } of sink.arrivals(channel))
        if (newcomers.some((one) => one.to === to)) first.set(to, Math.min(at, first.get(to) ?? at));
  return newcomers.map(({ what, highest, to, id, at }) => {
    const queued = new Date(rows.find((row) => row.id === id)?.queued ?? 0).getTime();
    return { what, highest, afterMs: (first.get(to) ?? Infinity) - at, rowMs: queued - at };
  });
}

/**
 * People who sign up between two bulletins of which the second changes nothing: told once each, within ten seconds. `share` of the storm's messages have
 * arrived by then, 1 for nothing else to do; before that those of its highest lane are judged: a lower one starts nothing while a higher one has work.
 */
export function joinedAt(share: number): Scenario {
  return {
    name: share === 1 ? 'sign-up between two unchanged bulletins' : `sign-up when ${share * 100} % of a storm have arrived`,
    allowed: NONE,
    async run(bed) {
      const event = bed.newEvent();
      await bed.publish(event);
      const wait = { bulletins: 1, withinMs: SETTLED_MS + bed.extraMs, everyMs: bed.lookEveryMs };
      if (share === 1) await settled(bed.db, event, wait);
      else await bed.shareArrived(share);
      const [waiting] = await bed.db.query<{ rows: number; jobs: number }>(WAITING, [event]);
      await bed.db.query(NO_OTHERS, [event]);
      const newcomers = await join(bed, event);
      const all = await told(bed, event, newcomers);
      await giveSecond(bed, event);
      const late = all.filter(({ afterMs, highest }) => afterMs > WITHIN_MS && (share === 1 || highest));
      return {
        events: { [event]: 2 },
        faults: late.map(({ what, afterMs }) => `newcomer by ${what}: told after ${seconds(afterMs)}, ${seconds(WITHIN_MS)} promised`),
        note: `${waiting?.rows ?? 0} rows wait and ${waiting?.jobs ?? 0} jobs are open; ${all.map(({ what, afterMs, rowMs }) => `${what}: told after ${seconds(afterMs)}, row after ${seconds(rowMs)}`).join('; ')}`,
      };
    },
  };
}
