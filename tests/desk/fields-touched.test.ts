import { readFileSync } from 'node:fs';
import { type Bulletin, bulletin, bulletinType } from '@loa/domain/bulletin';
import { nextBulletinOf } from '@loa/domain/desk';
import { expect, test } from 'vitest';
import { corpusRecord, exerciseOf, readRecord } from '../../services/classifier/src/corpus/index.ts';
import { totalOf, type Touches, touchesBetween } from './touches.ts';

const linesOf = (path: string): unknown[] =>
  readFileSync(new URL(`../../services/${path}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

const corpus = new Map(
  linesOf('classifier/fixtures/bulletins-public.jsonl').map((line) => {
    const record = corpusRecord.parse(line);
    const exercise = exerciseOf(readRecord(record));
    if (!exercise.ok) throw new Error(`${record.id}: ${exercise.reason}`);
    return [record.id, exercise.bulletin];
  }),
);
const ofCorpus = (id: string): Bulletin => {
  const found = corpus.get(id);
  if (found === undefined) throw new Error(`the corpus has no ${id}`);
  return found;
};
const season = linesOf('standalone/fixtures/season-2025.jsonl')
  .map((line) => bulletin.parse(line))
  .filter(({ hazard, type }) => bulletinType(hazard, type)?.action !== 'end');

/** Bulletins one after the other: storms of the season's file, and those of other hazards in the corpus by the same issuer of one event or one river. */
const storms = [...Map.groupBy(season, ({ event }) => event.id)].flatMap(([, of]) =>
  of.slice(1).map((next, at) => [of[at] as Bulletin, next] as const),
);
const others = (
  [
    ['strong-wind-at-sea-20250828-1', 'strong-wind-at-sea-20250828-2'],
    ['high-tide-flooding-20251106-1', 'high-tide-flooding-20251117-1'],
    ['river-flood-20251119-1', 'river-flood-20251122-1'],
    ['river-flood-20251122-1', 'river-flood-20251127-1'],
  ] as const
).map(([one, other]) => [ofCorpus(one), ofCorpus(other)] as const);

const nameOf = ({ replayOf, event }: Bulletin): string => replayOf?.id ?? event.id;

const rows = [...storms, ...others].map(([last, next]) => {
  const proposal = nextBulletinOf([last], next.finishedAt).bulletin;
  const touches = (controls: 'single' | 'at-once'): Touches => touchesBetween(proposal, last, next, controls);
  const hours = Math.round((Date.parse(next.finishedAt) - Date.parse(last.finishedAt)) / 3_600_000);
  const [single, now] = [touches('single'), touches('at-once')];
  const what = `\`${nameOf(last)}\` → \`${nameOf(next)}\``;
  // Every number of a position counted, however it is typed.
  const numbers = totalOf(now) - now.storm + single.storm;
  return { what, hours, single: totalOf(single), numbers, total: totalOf(now), words: now.words, now };
});

test('decision 85 says how many fields come between each proposal and the bulletin that followed', () => {
  const page = readFileSync(new URL('../../docs/decisions/0085-what-the-next-bulletin-opens-with.md', import.meta.url), 'utf8');
  for (const { what, hours, single, numbers, total, words } of rows)
    expect(page.replaceAll(/ +/g, ' ')).toMatch(
      new RegExp(
        ['', what, hours, String.raw`\d+`, single, numbers, total, words, '']
          .map(String)
          .join(String.raw` \| `)
          .trim(),
      ),
    );
});

test('there are storms and two other hazards, and of storm no. 13 of 2025 an update is twelve fields', () => {
  expect(new Set([...storms, ...others].map(([, { hazard }]) => hazard)).size).toBeGreaterThanOrEqual(3);
  const kalmaegi = rows.find(({ what }) => what.includes('storm-20251106-2'));
  expect(kalmaegi?.now).toEqual({ head: 0, storm: 4, areas: 5, levels: 1, words: 2 });
});

test('a bulletin that says what was proposed touches nothing, and each value of it that is another touches one field', () => {
  const [last] = storms[0]!;
  const { bulletin: proposed } = nextBulletinOf([last], last.finishedAt);
  const none = touchesBetween(proposed, last, proposed, 'at-once');
  expect(totalOf(none)).toBe(0);
  const [area, ...rest] = proposed.areas as [Bulletin['areas'][number], ...Bulletin['areas']];
  const stronger = { ...proposed, areas: [{ ...area, parameters: { windForce: 17 } }, ...rest] } as Bulletin;
  expect(touchesBetween(proposed, last, stronger, 'at-once')).toEqual({ ...none, areas: 1 });
  expect(touchesBetween(proposed, last, { ...proposed, areas: rest } as Bulletin, 'at-once')).toEqual({ ...none, areas: 1 });
});
