import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bulletinTypes } from '../bulletin/bulletin-type.ts';
import { hazardIds } from '../bulletin/hazard.ts';
import { AIR_TABLE, airingPage, airRow, BASES, ISSUE_HOURS, MEDIA } from './index.ts';

test('every type of every hazard has a row on each medium, and no row is never used', () => {
  const used = new Set(
    hazardIds.flatMap((hazard) =>
      bulletinTypes(hazard).flatMap(({ id }) =>
        MEDIA.flatMap((medium) => ([null, 1, 4] as const).map((level) => airRow({ hazard, bulletinType: id, level }, medium))),
      ),
    ),
  );
  expect(AIR_TABLE.filter((row) => !used.has(row))).toEqual([]);
});

test('every type that a row names is one of its hazards', () => {
  for (const { hazards, types } of [...AIR_TABLE, ...ISSUE_HOURS])
    for (const type of types ?? []) expect(hazards.some((hazard) => bulletinTypes(hazard).some(({ id }) => id === type))).toBe(true);
});

test('what is confirmed or provisional cites its article and a page, and what is own says so and cites none', () => {
  for (const { status, cited, sources, note } of Object.values(BASES)) {
    expect(note).not.toBe('');
    if (status === 'own') expect(cited).toBeNull();
    else expect([cited, sources.length > 0]).toEqual([expect.stringMatching(/\d+\/20\d\d\/QĐ-TTg/), true]);
    if (status === 'confirmed') expect(sources.length).toBeGreaterThan(1);
  }
});

test('docs/airing.md is what the data say', () => {
  expect(readFileSync(new URL('../../../../docs/airing.md', import.meta.url), 'utf8')).toBe(airingPage());
});
