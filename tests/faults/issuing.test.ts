import { isDeepStrictEqual } from 'node:util';
import { warnings } from '@loa/domain/topics';
import type { Warning } from '@loa/domain/warning';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enginesMissing } from './engines-missing.ts';
import { type IssuingBed, issuingBed } from './issuing-bed.ts';
import { bulletinsOf, killAtRandom, putAll } from './issuing-load.ts';
import { type Reader, readByCursor, readByStream } from './issuing-readers.ts';
import { seededFor } from './random.ts';

const SEED = 20_251_106;
const EVENTS = 50;
const SEQUENCES = 20;
const TOTAL = EVENTS * SEQUENCES;

describe.skipIf(await enginesMissing())('two deduplicators on Kafka and PostgreSQL', () => {
  let bed: IssuingBed;
  beforeAll(async () => {
    bed = await issuingBed();
  }, 120_000);
  afterAll(() => bed.stop(), 60_000);

  test('killed at random while a thousand bulletins are issued, they leave numbers without a gap, each bulletin one warning, and no reader skips or repeats one', async () => {
    const all = bulletinsOf(EVENTS, SEQUENCES, new Date());
    const everyNumber = all.map((_, nth) => nth + 1);
    const random = seededFor(SEED, 'stream');
    const readers: Reader[] = [
      readByCursor(bed.feeds.url, 7),
      readByCursor(bed.feeds.url, 1_000),
      readByStream(bed.feeds.url, 'by stream', () => Infinity),
      readByStream(bed.feeds.url, 'by stream, coming back', () => 1 + random() * 40),
    ];
    const published = new Map<string, Warning>();
    const changed: string[] = [];
    await bed.log.consume({
      group: 'test',
      topics: [warnings.name],
      async handle({ value }) {
        const one = warnings.schema.parse(JSON.parse(new TextDecoder().decode(value)));
        if (!isDeepStrictEqual(published.get(one.id) ?? one, one)) changed.push(one.id);
        published.set(one.id, one);
        return { move: true };
      },
    });

    const pace = { records: 0 };
    const [deaths] = await Promise.all([killAtRandom(bed, seededFor(SEED, 'kills'), TOTAL, pace), putAll(bed, all, pace)]);
    await expect.poll(() => published.size, { timeout: 60_000 }).toBe(TOTAL);
    for (const one of readers) await expect.poll(() => one.numbers, { timeout: 20_000, message: one.name }).toEqual(everyNumber);
    await Promise.all(readers.map((one) => one.stop()));

    const ids = all.map((one) => one.bulletinId).toSorted();
    for (const one of readers) expect([one.name, one.numbers, one.bulletins.toSorted()]).toEqual([one.name, everyNumber, ids]);
    expect(changed).toEqual([]);
    expect([...published.keys()].toSorted()).toEqual(everyNumber.map((number) => `actual-${number}`).toSorted());
    expect(deaths).toHaveLength(4);
    expect(Math.max(...deaths)).toBeLessThan(TOTAL);
    // The deaths were felt: a warning stood there whose position had not moved.
    const again = bed.deduplicators.map((one) => one.log().split('"again":true').length - 1);
    process.stdout.write(`numbers at the deaths: ${deaths.join(', ')}; issued before and delivered again: ${again.join(' and ')}\n`);
    expect(again.reduce((sum, one) => sum + one)).toBeGreaterThan(0);
  }, 180_000);
});
