import { readFileSync } from 'node:fs';
import { type Bulletin, bulletin } from '@loa/domain/bulletin';
import { communes } from '@loa/domain/place';
import { assess } from '@loa/domain/risk';
import { corpusRecord, exerciseOf, readRecord } from '../../../services/classifier/src/corpus/index.ts';
import { type Bench, sized } from '../bench.ts';
import { instant } from '../clock.ts';
import { alternated, type Figure, figureOf, median, percentile } from '../figures.ts';
import { stormAt } from '../storm.ts';

const CORPUS = new URL('../../../services/classifier/fixtures/bulletins-public.jsonl', import.meta.url);
const BULLETINS = 60_000;
const COUNTRIES = 200;

/** Bulletins as they come out of the log, bytes to an assessment, and the assessment alone, on one core; beside it the same bytes only read and checked. */
export const classify: Bench = async ({ scale }) => {
  const count = sized(BULLETINS, scale, 500);
  const times = sized(COUNTRIES, scale, 5);
  const lines = published();
  const parsed = lines.map(read);
  const country = JSON.stringify(
    stormAt(
      'country',
      communes().map(({ code }) => ({ kind: 'commune', code })),
      new Date(),
    ),
  );
  const whole = read(country);
  for (const warmUp of [assessed, (line: string) => void read(line)]) rate(lines, sized(lines.length * 100, scale, lines.length), warmUp);
  const rates = await alternated(
    async (): Promise<{ both: number; alone: number | null }> => ({
      both: rate(lines, count, assessed),
      alone: rate(parsed, count, judged),
    }),
    async () => ({ both: rate(lines, count, read), alone: null }),
  );
  const wholes = await alternated(
    async (): Promise<{ both: number[]; alone: number[] }> => ({
      both: each(times, () => assessed(country)),
      alone: each(times, () => judged(whole)),
    }),
    async () => ({ both: each(times, () => read(country)), alone: [] }),
  );
  const named = (metric: string, unit: string) => ({ bench: 'classify', metric: `embedded ${metric}`, unit });
  const alone = (metric: string, unit: string, values: readonly number[]): Figure => ({
    ...named(metric, unit),
    value: median(values),
    limit: null,
    ratio: null,
  });
  const both = wholes.map(({ ours, raw }) => ({ ours: percentile(ours.both, 0.5), raw: percentile(raw.both, 0.5) }));
  return {
    figures: [
      figureOf(
        named('bulletins read and assessed', 'bulletins/s'),
        rates.map(({ ours, raw }) => ({ ours: ours.both, raw: raw.both })),
      ),
      alone(
        'bulletins assessed',
        'bulletins/s',
        rates.flatMap(({ ours }) => ours.alone ?? []),
      ),
      figureOf(named('whole country read and assessed p50', 'ms'), both),
      alone(
        'whole country assessed p50',
        'ms',
        wholes.map(({ ours }) => percentile(ours.alone, 0.5)),
      ),
      alone(
        'whole country assessed p99',
        'ms',
        wholes.map(({ ours }) => percentile(ours.alone, 0.99)),
      ),
    ],
    sizes: `${count} bulletins a round, ${lines.length} different ones that were published; ${times} bulletins that name each of ${communes().length} communes`,
    named: ['no engine: one core of this process'],
  };
};

/** The published bulletins that can be read, as JSON. */
function published(): string[] {
  const lines = readFileSync(CORPUS, 'utf8').trimEnd().split('\n');
  return lines.flatMap((line) => {
    const read = exerciseOf(readRecord(corpusRecord.parse(JSON.parse(line))));
    return read.ok ? [JSON.stringify(read.bulletin)] : [];
  });
}

/** The raw limit: no classifier can do less with the bytes. */
const read = (line: string): Bulletin => bulletin.parse(JSON.parse(line));
const assessed = (line: string): void => judged(read(line));

function judged(given: Bulletin): void {
  const result = assess(given);
  if (!result.ok) throw new Error(result.reason);
}

function rate<T>(inputs: readonly T[], count: number, work: (input: T) => unknown): number {
  const began = instant();
  for (let at = 0; at < count; at += 1) {
    const input = inputs[at % inputs.length];
    if (input !== undefined) work(input);
  }
  return count / ((instant() - began) / 1_000);
}

function each(times: number, work: () => void): number[] {
  return Array.from({ length: times }, () => {
    const began = instant();
    work();
    return instant() - began;
  });
}
