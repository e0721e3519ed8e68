import { until } from '@loa/testing/servers';
import { type Bench, sized } from '../bench.ts';
import { instant } from '../clock.ts';
import { figureOf, percentile, type Figure } from '../figures.ts';
import type { Installation } from '../installation/installation.ts';
import { isQuiet } from '../installation/is-quiet.ts';
import { open } from '../installation/open.ts';
import { memoryOfWorkers } from '../memory.ts';
import { bulletinOf, FLASH, ROUTINE, URGENT } from './bulletins.ts';

/** Each is told once routine and once urgent: a backlog of twice as many. */
const PEOPLE = 500_000;
/** Deliveries of a large flash warning, at least. */
const LARGE = 10_000;
/** Flash warnings about one commune, each of another event. */
const SMALL_ONES = 100;
const ROUNDS = 3;
const WITHIN_MS = 1_800_000;
const LOOK_EVERY_MS = 20;
const DAY_MS = 86_400_000;
/** E-mails of an envelope: one's own relay, as for the whole country. */
const GROUP = '500';

/** Lanes that stand still while their rows are written. $1 until */
const PAUSE = `
  insert into pauses (channel, lane, reason, paused_by, until)
  select 'email', l.lane, 'bench', 'bench', $1::timestamptz from unnest(array['urgent', 'routine']) as l (lane)`;
const RESUME = `update pauses set resumed_at = now(), resumed_by = 'bench' where resumed_at is null`;

const COMMUNES = `
  select unit, count(*)::int as people
  from (select min(unit) as unit from subscriber_units where unit ~ '^[0-9]{5}$' group by subscriber_id) home group by unit order by unit`;

const OPEN = `
  select count(*)::int as batches, count(*) filter (where lane <> 'flash')::int as lower from batches where done_at is null`;

/** A flash event's rows: how many, and when the first and the last went out (epoch milliseconds, by the sender after the server's answer). $1 event */
const OF_EVENT = `
  select count(*)::int as rows, extract(epoch from min(sent_at))::float8 * 1000 as first, extract(epoch from max(sent_at))::float8 * 1000 as last
  from deliveries where event_id = $1`;

/**
 * Flash warnings on an empty queue, and behind a backlog of routine and urgent deliveries that the senders are working on: when the first message
 * of each was taken, and the rate of large ones from intake's 202 to the last message.
 */
export const flash: Bench = async ({ engines, scale, profile }) => {
  const people = sized(PEOPLE, scale, 2_000);
  const wanted = sized(LARGE, scale, 100);
  const installation = await open(engines, { register: { count: people, by: 'email' }, profile, env: { LOA_MAIL_GROUP: GROUP } });
  let number = 0;
  try {
    const communes = await installation.query<{ unit: string; people: number }>(COMMUNES);
    const large = upTo(communes, wanted);
    const told = async (places: readonly string[]): Promise<{ rows: number; firstMs: number; rate: number }> => {
      const event = `flash-${(number += 1)}`;
      const accepted = await installation.publish(bulletinOf(FLASH[number % FLASH.length]!, event, new Date(), places));
      await until(`${event} is told`, WITHIN_MS, () => isQuiet(installation, event), LOOK_EVERY_MS);
      const [row] = await installation.query<{ rows: number; first: number; last: number }>(OF_EVENT, [event]);
      if (row === undefined || row.rows === 0) throw new Error(`${event} told nobody`);
      return { rows: row.rows, firstMs: Math.max(1, row.first - accepted), rate: (row.rows * 1_000) / Math.max(1, row.last - accepted) };
    };
    const several = async (count: number, places: (nth: number) => readonly string[]) => {
      const all = [];
      for (let nth = 0; nth < count; nth += 1) all.push(await told(places(nth)));
      return all;
    };
    const one = (nth: number): readonly string[] => [communes[(nth * 37) % communes.length]?.unit ?? ''];
    const empty = await several(ROUNDS, () => large);
    const alone = await several(sized(SMALL_ONES, scale, 5), one);

    const backlog = await writeBacklog(installation);
    const [before] = await installation.query<{ batches: number }>(OPEN);
    const behind = await several(ROUNDS, () => large);
    const small = await several(sized(SMALL_ONES, scale, 5), one);
    const [after] = await installation.query<{ lower: number }>(OPEN);
    // Smaller backlogs than the full one may be sent before the last of the flash warnings.
    if (scale === 1 && after?.lower === 0) throw new Error('the backlog was sent before the last flash warning');
    const p99 = (all: readonly { firstMs: number }[]): number =>
      percentile(
        all.map(({ firstMs }) => firstMs),
        0.99,
      );
    const rates = behind.map(({ rate }, nth) => ({ ours: rate, raw: empty[nth]?.rate ?? rate }));
    const first: Figure = {
      ...{ bench: 'flash', metric: `${engines} first send p99 behind a backlog`, value: p99([...behind, ...small]), unit: 'ms' },
      ...{ limit: p99([...empty, ...alone]), ratio: p99([...behind, ...small]) / p99([...empty, ...alone]) },
    };
    return {
      figures: [
        first,
        figureOf({ bench: 'flash', metric: `${engines} rate behind a backlog`, unit: 'rows/s' }, rates),
        ...memoryOfWorkers('flash', engines, installation),
      ],
      sizes:
        `${backlog} routine and urgent deliveries queued in ${before?.batches} batches, ${after?.lower} of them left at the end; ${ROUNDS} flash warnings of ` +
        `${behind[0]?.rows} deliveries and ${small.length} of one commune, storms of level 5 and flash floods of level 1 in turn; raw limit: the same on an empty queue`,
      named: installation.named,
    };
  } finally {
    await installation.stop();
  }
};

function upTo(communes: readonly { unit: string; people: number }[], wanted: number): string[] {
  let sum = 0;
  return communes.filter(({ people }) => sum < wanted && (sum += people) > 0).map(({ unit }) => unit);
}

/** Writes the rows of both lower lanes while their senders stand still, and lets these go on. Returns how many rows wait. */
async function writeBacklog(installation: Installation): Promise<number> {
  await installation.query(PAUSE, [new Date(instant() + DAY_MS).toISOString()]);
  const now = new Date();
  await installation.publish(bulletinOf(ROUTINE, 'backlog-routine', now));
  await installation.publish(bulletinOf(URGENT, 'backlog-urgent', now));
  const done = async (): Promise<boolean> => {
    const [jobs] = await installation.query<{ done: boolean }>(
      `select count(distinct event_id) = 2 and bool_and(done_at is not null) as done from fanout_jobs where event_id like 'backlog-%'`,
    );
    return jobs?.done === true;
  };
  await until('the backlog is written', WITHIN_MS, done, 100);
  const lanes = await installation.query<{ lane: string; rows: number }>(
    `select lane, count(*)::int as rows from deliveries where event_id like 'backlog-%' and state = 'queued' group by lane order by lane`,
  );
  if (lanes.map(({ lane }) => lane).join() !== 'routine,urgent')
    throw new Error(`expected rows in two lanes, not ${JSON.stringify(lanes)}`);
  await installation.query(RESUME);
  return lanes.reduce((sum, { rows }) => sum + rows, 0);
}
