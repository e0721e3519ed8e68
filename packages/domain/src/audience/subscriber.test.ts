import { expect, test } from 'vitest';
import { language } from './index.ts';

test.each(['vi', 'en', 'en-GB', 'km', 'zh-Hant-TW'])('a reader may have any language: %s', (tag) => {
  expect(language.parse(tag)).toBe(tag);
});

test.each(['', 'VI', 'vietnamese!', 'en_GB', 'x'])('%j is no language tag in its canonical form', (tag) => {
  expect(language.safeParse(tag).error?.issues[0]?.message).toContain('BCP 47');
});
