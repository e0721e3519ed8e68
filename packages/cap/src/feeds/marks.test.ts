import { describe, expect, test } from 'vitest';
import { atomFeed, geoJson, inForceDocument, type ItemState, jsonFeed, rssFeed } from './index.ts';
import { anItem, CHANNEL, ITEMS } from './test-bed.ts';

const DOCUMENTS = { atomFeed, rssFeed, jsonFeed, geoJson, inForceDocument };
const LAPSED: ItemState = { kind: 'lapsed', lapsedAt: '2025-11-05T17:05:00.000Z' };

describe.each(Object.entries(DOCUMENTS))('%s', (_, write) => {
  test('marks a lapsed item with the time of day in Viet Nam, in both languages', () => {
    const item = anItem(1, { state: LAPSED });
    expect(write(CHANNEL, [item])).toContain('[hết hạn lúc 00:05, chưa có bản tin tiếp theo] Bão số 0');
    expect(write({ ...CHANNEL, language: 'en' }, [item])).toContain('[expired at 00:05, no further bulletin yet] Storm no. 0');
  });
  test('never words a lapsed item as clear', () => {
    for (const language of ['vi', 'en'] as const) {
      expect(write({ ...CHANNEL, language }, [anItem(1, { state: LAPSED })])).not.toMatch(/an toàn|kết thúc|all ?clear|\bsafe\b|"green"/i);
    }
  });
  test('holds nothing of a recalled item', () => {
    expect(write(CHANNEL, ITEMS)).not.toMatch(/actual-5|dừng phát/);
    expect(write(CHANNEL, [anItem(5, { state: { kind: 'recalled' } })])).toBe(write(CHANNEL, []));
  });
  test('has the same bytes for the same items, in whatever order they come', () => {
    expect(write(CHANNEL, ITEMS.toReversed())).toBe(write(CHANNEL, ITEMS));
  });
});

test.each([
  ['superseded', '[đã có bản tin thay thế] '],
  ['ended', '[đã kết thúc] '],
  ['cancelled', '[đã hủy tin] '],
  ['in-force', ''],
] as const)('an item that is %s begins with "%s" in every feed', (kind, mark) => {
  for (const write of [atomFeed, rssFeed]) expect(write(CHANNEL, [anItem(1, { state: { kind } })])).toContain(`<title>${mark}Bão số 0`);
  for (const write of [jsonFeed, geoJson]) expect(write(CHANNEL, [anItem(1, { state: { kind } })])).toContain(`"title":"${mark}Bão số 0`);
});
