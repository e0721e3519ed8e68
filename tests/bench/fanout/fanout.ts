import { until } from '@loa/testing/servers';
import { type Bench, sized } from '../bench.ts';
import { instant } from '../clock.ts';
import { alternated, figureOf } from '../figures.ts';
import type { Installation } from '../installation/installation.ts';
import { open } from '../installation/open.ts';
import { memoryOf } from '../memory.ts';
import { bulkInsert, slicesOf } from '../raw/bulk-insert.ts';
import { everywhere, stormAt } from '../storm.ts';

const PEOPLE = 100_000;
/** People of a slice (services/fanout, `slicePeople`). */
const SLICE_PEOPLE = 5_000;
const WITHIN_MS = 600_000;
/** How often the jobs are looked at, milliseconds. */
const LOOK_EVERY_MS = 20;

/** The senders stand still, so that what is measured is the writing of rows. $1 until */
const PAUSE = `
  insert into pauses (channel, lane, reason, paused_by, until)
  select channel, lane, 'bench', 'bench', $1::timestamptz
  from unnest(array['email', 'sms']) as c (channel), unnest(array['flash', 'urgent', 'routine']) as l (lane)`;

/** When the jobs of an event were written, and whether all are done. $1 event */
const JOBS = `
  select extract(epoch from min(created_at))::float8 * 1000 as began, coalesce(bool_and(done_at is not null), false) as done
  from fanout_jobs where event_id = $1`;

const ROWS = 'select count(*)::int as rows from deliveries where event_id = $1';
const DAY_MS = 86_400_000;

/** Rows per second of a storm over the whole country, from its first job to its last, batches published as well. */
export const fanout: Bench = async ({ engines, scale, profile }) => {
  const people = sized(PEOPLE, scale, 1_000);
  const installation = await open(engines, { register: { count: people, by: 'as-invented' }, profile });
  let number = 0;
  const sizes = { rows: 0 };
  const ours = async (): Promise<number> => {
    const event = `fanout-${(number += 1)}`;
    await installation.publish(stormAt(event, everywhere(), new Date()));
    const seconds = await fannedOut(installation, event);
    const [row] = await installation.query<{ rows: number }>(ROWS, [event]);
    sizes.rows = row?.rows ?? 0;
    return sizes.rows / seconds;
  };
  try {
    await installation.query(PAUSE, [new Date(Date.now() + DAY_MS).toISOString()]);
    const db = await installation.rawDatabase();
    const rounds = await alternated(ours, async () => {
      const slices = await slicesOf(installation, `fanout-${number}`, Math.max(1, Math.round((sizes.rows * SLICE_PEOPLE) / people)));
      const began = instant();
      await bulkInsert(db, slices, `raw-${number}`);
      return (sizes.rows * 1_000) / (instant() - began);
    });
    return {
      figures: [
        figureOf({ bench: 'fanout', metric: `${engines} rows written`, unit: 'rows/s' }, rounds),
        memoryOf('fanout', engines, installation),
      ],
      sizes: `${sizes.rows} deliveries a round to ${people} people, one storm over 34 provinces; senders paused`,
      named: installation.named,
    };
  } finally {
    await installation.stop();
  }
};

/** Waits for the last job; seconds since the first was written. */
async function fannedOut(installation: Installation, event: string): Promise<number> {
  return until(
    `${event} is fanned out`,
    WITHIN_MS,
    async () => {
      const [jobs] = await installation.query<{ began: number; done: boolean }>(JOBS, [event]);
      return jobs?.done === true && (instant() - jobs.began) / 1_000;
    },
    LOOK_EVERY_MS,
  );
}
