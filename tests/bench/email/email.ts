import { until } from '@loa/testing/servers';
import { type Bench, type BenchResult, sized } from '../bench.ts';
import { instant } from '../clock.ts';
import { alternated, type Figure, figureOf, median, type Round } from '../figures.ts';
import { isQuiet } from '../installation/is-quiet.ts';
import { real } from '../installation/real.ts';
import { rawGroups } from '../raw/raw-groups.ts';
import { type RawChannel, sendAll } from '../raw/raw-channel.ts';
import { rawNodemailer, rawSmtp } from '../raw/raw-smtp.ts';
import { sampleOf } from '../raw/sample.ts';
import { everywhere, stormAt } from '../storm.ts';
import { smtpSinkMissing, smtpSinkVersion, startDebianSink } from './smtp-sink.ts';

const GROUPED = [100_000, 300_000, 1_000_000];
/** What every server takes at least (RFC 5321, 4.5.3.1.8). */
const GROUP = 100;
const PERSONAL = 100_000;
/** Of all senders together. */
const CONNECTIONS = { grouped: 16, personal: 64 };
/** Processes that send: Node uses one core, and the machine has two. */
const SENDERS = 2;
/** Messages whose bytes the raw limit sends over and over. */
const SAMPLE = 4_000;
const WITHIN_MS = 1_800_000;
const LOOK_EVERY_MS = 50;
const MIB = 1024 * 1024;
/** Processes that take less have no line of their own. */
const LEAST_SHOWN_US = 0.5;

const NOT_FINAL = `
  select count(*) filter (where state not in ('accepted', 'no-receipt-on-this-route'))::int as other, count(*)::int as total,
    count(*) filter (where audience in ('agency', 'relay'))::int as confirming from deliveries where event_id = $1 and channel = 'email'`;

interface Measured {
  readonly rounds: readonly Round<number>[];
  /** What each round took over connections of nodemailer without its composer and its pool, milliseconds: of mails that go alone. */
  readonly connectionsAlone: readonly number[];
  /** The most that one process has held, MiB. */
  readonly largest: number;
  readonly named: readonly string[];
  /** Of the deliveries, those whose receivers are asked to confirm: their mails go alone. */
  readonly confirming: number;
  /** What each round took of the processor, of each process, microseconds a delivery. */
  readonly processor: readonly Readonly<Record<string, number>>[];
}

/** Milliseconds from intake's 202 to the last row final, and those that the same bytes took without Loa. */
async function measured(count: number, mode: keyof typeof CONNECTIONS, profile: string | null): Promise<Measured> {
  const sink = await startDebianSink();
  const connections = CONNECTIONS[mode];
  const env = {
    SMTP_URL: sink.url,
    LOA_SLOTS: String(connections / SENDERS),
    ...(mode === 'grouped' && { LOA_MAIL_GROUP: String(GROUP) }),
  };
  const installation = await real({ register: { count, by: 'email', shares: 'of-a-country' }, senders: SENDERS, env, profile });
  let number = 0;
  let confirming = 0;
  const processor: Record<string, number>[] = [];
  try {
    const ours = async (): Promise<number> => {
      const event = `email-${(number += 1)}`;
      const before = installation.processorTime();
      const accepted = await installation.publish(stormAt(event, everywhere(), new Date()));
      await until(`${event} is settled`, WITHIN_MS, () => isQuiet(installation, event), LOOK_EVERY_MS);
      const took = instant() - accepted;
      const after = Object.entries(installation.processorTime());
      processor.push(Object.fromEntries(after.map(([name, ms]) => [name, ((ms - (before[name] ?? 0)) * 1_000) / count])));
      const [row] = await installation.query<{ other: number; total: number; confirming: number }>(NOT_FINAL, [event]);
      if (row?.total !== count || row.other !== 0)
        throw new Error(`of ${row?.total} rows of ${count} people ${row?.other} are not accepted`);
      confirming = row.confirming;
      return took;
    };
    const connectionsAlone: number[] = [];
    const withoutLoa = async (): Promise<number> => {
      const messages = await sampleOf(installation, 'email-1', 'email', SAMPLE);
      const from = 'warnings@example.com';
      if (mode === 'grouped')
        return await timed(await rawGroups(sink.url, { from, connections, groupOf: GROUP }, messages), Math.ceil(count / GROUP));
      connectionsAlone.push(await timed(await rawSmtp(sink.url, from, messages, connections), count));
      return await timed(await rawNodemailer(sink.url, from, messages, connections), count);
    };
    const rounds = await alternated(ours, withoutLoa);
    return {
      ...{ rounds, connectionsAlone },
      largest: Math.max(...Object.values(installation.memoryOfEach())) / MIB,
      named: [...installation.named, smtpSinkVersion()],
      ...{ confirming, processor },
    };
  } finally {
    await installation.stop();
    await sink.stop();
  }
}

/** Milliseconds that so many envelopes take. */
async function timed(channel: RawChannel, envelopes: number): Promise<number> {
  const began = instant();
  await sendAll(channel, envelopes);
  channel.close();
  return instant() - began;
}

/** Where the processor time goes, a column for each count. */
function processorTable(found: readonly (Pick<Measured, 'processor'> & { readonly count: number })[]): string {
  const columns = found.map(
    ({ processor }) =>
      (name: string) =>
        median(processor.map((round) => round[name] ?? 0)),
  );
  const names = Object.keys(found[0]?.processor[0] ?? {}).filter((name) => columns.some((of) => of(name) >= LEAST_SHOWN_US));
  const row = (name: string, values: readonly number[]): string => `| ${name} | ${values.map((one) => one.toFixed(1)).join(' | ')} |`;
  return [
    `| processor time, µs a delivery | ${found.map(({ count }) => count).join(' | ')} |`,
    `| --- |${' ---: |'.repeat(found.length)}`,
    ...names.map((name) =>
      row(
        name,
        columns.map((of) => of(name)),
      ),
    ),
    row(
      'all',
      found.map(({ processor }) => median(processor.map((round) => Object.values(round).reduce((sum, one) => sum + one, 0)))),
    ),
  ].join('\n');
}

const percent = (part: number, of: number): string => `${((100 * part) / of).toFixed(2)} %`;
const absent = (why: string): BenchResult => ({ figures: [], sizes: why, named: [] });
const alone = (bench: string, metric: string, value: number, unit: string): Figure => ({
  bench,
  metric: `real ${metric}`,
  value,
  unit,
  limit: null,
  ratio: null,
});

/** A hundred recipients to an envelope: three sizes, what a delivery costs in each, and the largest process. */
export const emailGrouped: Bench = async ({ scale, profile }) => {
  const missing = smtpSinkMissing();
  if (missing !== null) return absent(missing);
  const sizes = GROUPED.map((size) => sized(size, scale, 100));
  const found: Measured[] = [];
  for (const count of sizes) found.push(await measured(count, 'grouped', profile));
  const costs = found.map(({ rounds }, at) => median(rounds.map(({ ours }) => ours)) / (sizes[at] ?? 1));
  // The machine may have another speed from size to size; the raw limit then moves with it.
  const inLimits = found.map(({ rounds }) => median(rounds.map(({ ours, raw }) => ours / raw)));
  const spread = (all: readonly number[]): number => Math.max(...all) / Math.min(...all);
  const bench = 'email-grouped';
  const names = ['small', 'middle', 'large'];
  return {
    figures: [
      ...found.flatMap(({ rounds, largest }, at) => [
        figureOf({ bench, metric: `real ${names[at]}: accepted to all final`, unit: 'ms' }, rounds),
        alone(bench, `${names[at]}: largest process`, largest, 'MiB'),
      ]),
      alone(bench, 'dearest delivery beside the cheapest', spread(costs), 'times'),
      alone(bench, 'the same in raw limits', spread(inLimits), 'times'),
    ],
    table: processorTable(found.map((one, at) => ({ ...one, count: sizes[at] ?? 0 }))),
    sizes: `${sizes.join(', ')} deliveries a round, of them ${found.map(({ confirming }, at) => percent(confirming, sizes[at] ?? 0)).join(', ')} to be confirmed and therefore alone, one storm over 34 provinces, ${GROUP} recipients to an envelope, ${CONNECTIONS.grouped} connections of ${SENDERS} senders; raw limit: nodemailer sends as many envelopes`,
    named: found[0]?.named ?? [],
  };
};

/** An envelope to each person. */
export const emailPersonal: Bench = async ({ scale, profile }) => {
  const missing = smtpSinkMissing();
  if (missing !== null) return absent(missing);
  const count = sized(PERSONAL, scale, 100);
  const { rounds, connectionsAlone, largest, named, confirming, processor } = await measured(count, 'personal', profile);
  const bench = 'email-personal';
  const rate = (ms: number): number => (count * 1_000) / ms;
  const settled = (metric: string, raw: readonly number[]): Figure =>
    figureOf(
      { bench, metric: `real ${metric}`, unit: 'rows/s' },
      raw.map((ms, at) => ({ ours: rate(rounds[at]?.ours ?? NaN), raw: rate(ms) })),
    );
  return {
    figures: [
      settled(
        'rows settled',
        rounds.map(({ raw }) => raw),
      ),
      settled('rows settled, limit: connections alone', connectionsAlone),
      alone(bench, 'largest process', largest, 'MiB'),
    ],
    table: processorTable([{ count, processor }]),
    sizes: `${count} deliveries a round, of them ${percent(confirming, count)} to be confirmed, one storm over 34 provinces, ${CONNECTIONS.personal} connections of ${SENDERS} senders; raw limit: nodemailer's pool sends the same bytes as raw messages over as many; its connections alone: without its composer and its pool`,
    named,
  };
};
