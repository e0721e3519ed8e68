import { expect, test } from 'vitest';
import { hazardIds } from '../bulletin/index.ts';
import { renderCrawl, renderEmail, renderHeadline, renderLoudspeaker, renderRadio, renderSms, type Reader } from './index.ts';
import { smsSize } from './segments.ts';
import { chooseTable, TABLES } from './table/choose-table.ts';
import { EN } from './table/en.ts';
import { mapPhrases, type PhraseTable } from './table/phrase-table.ts';
import { type SentenceId, SLOT_LENGTHS, SLOTS_OF } from './table/sentences.ts';
import { VI_UNACCENTED } from './table/unaccented.ts';
import { VI } from './table/vi.ts';
import { CHANGES, QUY_NHON, warningOf } from './test-bed.ts';

const reader: Reader = { language: 'vi', audience: 'citizen', units: [QUY_NHON], reason: 'first-news' };

/** A third language that nobody speaks: the English phrases with ж before each of their words. */
const third: PhraseTable = {
  ...mapPhrases(EN, (phrase) => phrase.replace(/(?<![{\p{L}])\p{L}+(?![}\p{L}])/gu, 'ж$&')),
  tag: 'xx-Cyrl',
  reviewedBy: 'a reviewer of this test',
  names: 'en',
  figures: null,
  gsm: false,
  clock: EN.clock,
};

test('a numbered storm keeps number and name in English where its issuer gave only the Vietnamese ones', () => {
  const headline = (eventName: { vi: string; en?: string }): string =>
    renderHeadline({ ...warningOf({ hazard: 'storm', change: 'new', level: 4 }), eventName }, { language: 'en' });
  expect(headline({ vi: 'Bão số 15 (Koto)' })).toMatch(/storm no\. 15\b/i);
  expect(headline({ vi: 'bão số 15' })).toMatch(/storm no\. 15\b/i);
  expect(headline({ vi: 'Bão số 15 (Koto)', en: 'Typhoon Koto' })).toMatch(/typhoon koto/i);
  expect(headline({ vi: 'Cơn bão mới' })).toMatch(/storm, /i);
});

test('a third language is one more table: every text of every hazard and change comes in it', () => {
  const tables = [...TABLES, third];
  for (const hazard of hazardIds)
    for (const change of CHANGES) {
      const warning = warningOf({ hazard, change, level: 4 });
      const broadcast = { language: 'xx-Cyrl' };
      const texts = [
        renderSms(warning, { ...reader, language: 'xx-Cyrl' }, tables).text,
        renderEmail(warning, { ...reader, language: 'xx-Cyrl' }, tables).text,
        renderHeadline(warning, broadcast, tables),
        renderCrawl(warning, broadcast, tables),
        renderRadio(warning, broadcast, tables),
        renderLoudspeaker(warning, broadcast, tables),
      ];
      for (const text of texts) {
        expect(text).toContain('ж');
        expect(text).not.toMatch(/cảnh báo|(?<!ж)warning\b/iu);
      }
    }
});

test.each([
  ['vi', 'vi'],
  ['VI-vn', 'vi'],
  ['en', 'en'],
  ['en-GB-oxendict', 'en'],
  ['xx-Cyrl-VN', 'xx-Cyrl'],
  // Lookup only drops subtags: `xx` alone may be another script.
  ['xx', 'vi'],
  ['km', 'vi'],
  ['', 'vi'],
])('a reader of "%s" gets the table of "%s"', (asked, given) => {
  expect(chooseTable(asked, [...TABLES, third]).tag).toBe(given);
});

test('a further table that nobody has reviewed is passed over: its readers get Vietnamese, whole', () => {
  const unreviewed = { ...third, reviewedBy: '' };
  expect(chooseTable('xx-Cyrl', [...TABLES, unreviewed])).toBe(VI);
  expect(
    renderSms(warningOf({ hazard: 'fog', change: 'new', level: 2 }), { ...reader, language: 'xx-Cyrl' }, [...TABLES, unreviewed]).text,
  ).toBe(renderSms(warningOf({ hazard: 'fog', change: 'new', level: 2 }), reader).text);
});

test.each([VI, EN, VI_UNACCENTED])('table $tag fills every slot of every sentence, within the registered lengths', (table) => {
  for (const [id, slots] of Object.entries(SLOTS_OF) as [SentenceId, readonly string[]][]) {
    const found = Array.from(table.phrases.sentences[id].matchAll(/\{(\w+)\}/g), ([, slot]) => slot);
    expect(found, id).toEqual(expect.arrayContaining([...slots]));
    expect(found).toHaveLength(slots.length);
  }
  const { actions, advice, colours, hazards, leaving, monitor, occasions } = table.phrases;
  const within = (slot: keyof typeof SLOT_LENGTHS, words: readonly string[]) => {
    for (const word of words) expect(word.length, word).toBeLessThanOrEqual(SLOT_LENGTHS[slot]);
    for (const word of words) expect(word).not.toBe('');
  };
  within(
    'hazard',
    Object.values(hazards).flatMap(({ name, short }) => [name, short]),
  );
  within(
    'action',
    Object.values(actions).flatMap(({ short, tiny }) => [short, tiny]),
  );
  within('colour', colours);
  within('change', Object.values(occasions));
  within('advice', [
    monitor,
    leaving,
    ...Object.values(advice).flatMap(({ prepare, avoid, shelter, more }) => [prepare, avoid, shelter, ...more]),
  ]);
});

test('every phrase that an English or unaccented SMS may hold is in the GSM alphabet', () => {
  for (const table of [EN, VI_UNACCENTED])
    mapPhrases(table.phrases, (phrase) => {
      expect(smsSize(phrase.replace(/\{\w+\}/g, '')).encoding, phrase).toBe('gsm-7');
      return phrase;
    });
});

test('the unaccented form comes from the list: words that fall together without marks are worded otherwise', () => {
  expect(VI_UNACCENTED.phrases.hazards.storm.name).toBe('con bao');
  expect(VI_UNACCENTED.phrases.colours[3]).toBe('mau do');
  expect(VI_UNACCENTED.phrases.actions.narrowed.short).toBe('Khong con trong ban tin');
});

test('citizens read marks unless they asked for none; a setting of the installation is for others', () => {
  const warning = warningOf({ hazard: 'heavy-rain', change: 'new', level: 4 });
  const encoding = (some: Partial<Reader>): string => renderSms(warning, { ...reader, ...some }).encoding;
  expect(encoding({})).toBe('ucs-2');
  expect(encoding({ unaccented: 'by-setting' })).toBe('ucs-2');
  expect(encoding({ unaccented: 'asked' })).toBe('gsm-7');
  expect(encoding({ unaccented: 'by-setting', audience: 'relay' })).toBe('gsm-7');
  expect(renderSms(warning, { ...reader, language: 'en', unaccented: 'asked' }).template).toBe('warning-en');
});
