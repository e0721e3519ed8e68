import { aWarning } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { numberWords, secondsOf, spoken } from './numbers.ts';
import {
  CALL_SECONDS,
  CRAWL_LENGTH,
  HEADLINE_LENGTH,
  LOUDSPEAKER_SECONDS,
  RADIO_SECONDS,
  renderCrawl,
  renderHeadline,
  renderRadio,
} from './index.ts';
import { communes, seaAreas } from '../place/index.ts';
import { hazardIds } from '../bulletin/index.ts';
import { chooseTable } from './table/choose-table.ts';
import { EN } from './table/en.ts';
import { VI } from './table/vi.ts';
import { spokenDateTime } from './when.ts';
import { allTexts, CHANGES, everyCase, LANGUAGES, warningOf } from './test-bed.ts';

const storm = { centre: { windForce: [13, 14] as [number, number] }, steps: [] };

describe.each(LANGUAGES)('over every hazard, change and level, in %s', (language) => {
  const { speech } = chooseTable(language);
  const texts = everyCase.flatMap((one) =>
    (['Actual', 'Exercise'] as const).map((status) => allTexts(warningOf({ ...one, status }, { storm }), language)),
  );

  test('a headline has at most 60 characters and a crawl 160', () => {
    for (const { headline = '', crawl = '' } of texts) {
      expect(headline.length, headline).toBeLessThanOrEqual(HEADLINE_LENGTH);
      expect(crawl.length, crawl).toBeLessThanOrEqual(CRAWL_LENGTH);
    }
  });

  test('a radio text takes at most 15 s, and no figure is left in it', () => {
    for (const { radio = '' } of texts) {
      expect(secondsOf(radio, speech.radioPace), radio).toBeLessThanOrEqual(RADIO_SECONDS);
      expect(radio).not.toMatch(/\d/);
    }
  });

  test('a call takes at most 25 s before it asks for a key, says that it is one after the marks, and no figure is left in it', () => {
    const { opening } = speech.call;
    for (const { call = '' } of texts) {
      expect(secondsOf(call, speech.radioPace), call).toBeLessThanOrEqual(CALL_SECONDS);
      expect(call).not.toMatch(/\d/);
      expect(call.split(opening)[0]).toMatch(/^(?:(?:DIỄN TẬP|ĐÍNH CHÍNH|EXERCISE|CORRECTION)\. ){0,2}$/);
    }
  });

  test('a loudspeaker text takes 30 to 45 s, is said twice, place first, in short sentences without figures', () => {
    for (const { loudspeaker = '' } of texts) {
      const seconds = secondsOf(loudspeaker, speech.loudspeakerPace);
      expect(seconds, loudspeaker).toBeGreaterThanOrEqual(LOUDSPEAKER_SECONDS.least);
      expect(seconds, loudspeaker).toBeLessThanOrEqual(LOUDSPEAKER_SECONDS.most);
      const [once, again] = loudspeaker.split(` ${speech.again} `);
      expect(again).toBe(once);
      expect(loudspeaker).toMatch(
        /^(?:(?:DIỄN TẬP|ĐÍNH CHÍNH|EXERCISE|CORRECTION)\. ){0,2}(?:Phường Quy Nhơn, Gia Lai|Quy Nhon ward, Gia Lai)\. /,
      );
      expect(loudspeaker).not.toMatch(/\d/);
      for (const sentence of loudspeaker.split(/[.;] /)) expect(sentence.split(' ').length, sentence).toBeLessThanOrEqual(22);
    }
  });
});

test('headline and crawl keep their length for the longest places, for many places and for long names of events', () => {
  const longest = communes()
    .toSorted((one, other) => other.name.length - one.name.length)
    .slice(0, 20);
  const units = [
    ...longest.map((one) => [one.code]),
    ...seaAreas()
      .filter((one) => one.kind !== 'composite')
      .map((one) => [one.id]),
    longest.map((one) => one.code),
  ];
  for (const here of units)
    for (const hazard of hazardIds)
      for (const language of LANGUAGES)
        for (const change of CHANGES) {
          const eventName = { vi: 'Bão số 13 (Kalmaegi) mạnh lên từ áp thấp nhiệt đới', en: 'Storm no. 13 (Kalmaegi)' };
          const base = warningOf({ hazard, change, level: 4, status: 'Exercise' }, { eventName });
          const warning = aWarning({ ...base, entries: base.entries.map((one) => ({ ...one, units: here })) });
          const headline = renderHeadline(warning, { language });
          expect(headline.length, headline).toBeLessThanOrEqual(HEADLINE_LENGTH);
          expect(headline).not.toBe('');
          const crawl = renderCrawl(warning, { language });
          expect(crawl.length, crawl).toBeLessThanOrEqual(CRAWL_LENGTH);
          expect(crawl).not.toBe('');
        }
});

test.each([
  [0, 'không', 'zero'],
  [15, 'mười lăm', 'fifteen'],
  [21, 'hai mươi mốt', 'twenty-one'],
  [24, 'hai mươi tư', 'twenty-four'],
  [105, 'một trăm linh năm', 'one hundred and five'],
  [250, 'hai trăm năm mươi', 'two hundred fifty'],
  [2025, 'hai nghìn không trăm hai mươi lăm', 'two thousand twenty-five'],
  [3008, 'ba nghìn không trăm linh tám', 'three thousand and eight'],
  [12_300, 'mười hai nghìn ba trăm', 'twelve thousand three hundred'],
])('%s is said as words', (value, vi, en) => {
  expect(numberWords(value, VI.speech.numbers)).toBe(vi);
  expect(numberWords(value, EN.speech.numbers)).toBe(en);
});

test.each([
  ['Mưa 250 mm trong 24 giờ.', 'Mưa hai trăm năm mươi mi li mét trong hai mươi tư giờ.'],
  ['Gió cấp 13-14 gần tâm.', 'Gió cấp mười ba đến mười bốn gần tâm.'],
  ['Trên báo động 3 1,25 m', 'Trên báo động ba một phẩy hai năm mét'],
  ['Trung bình -2 °C', 'Trung bình âm hai độ C'],
  ['Mặn 4‰ vào sâu 60 km', 'Mặn bốn phần nghìn vào sâu sáu mươi ki lô mét'],
  ['Chấn động cấp V-VI (MSK-64)', 'Chấn động cấp năm đến sáu'],
  ['Bão số 13 (Kalmaegi)', 'Bão số mười ba, Kalmaegi'],
])('"%s" is read aloud as "%s"', (written, said) => {
  expect(spoken(written, VI.speech)).toBe(said);
});

test('minutes are said as such, and below ten too', () => {
  const [atFour, atThirty] = ['2025-11-06T19:04:00.000Z', '2025-11-06T19:30:00.000Z'];
  expect(spokenDateTime(atFour, VI)).toBe('hai giờ bốn phút ngày bảy tháng mười một');
  expect([spokenDateTime(atFour, EN), spokenDateTime(atThirty, EN)]).toEqual([
    'two oh four on seven November',
    'two thirty on seven November',
  ]);
});

test('of many places a loudspeaker names the first and says how many others there are', () => {
  const warning = aWarning({
    entries: communes()
      .filter(({ province }) => province === '52' || province === '66')
      .slice(0, 90)
      .map(({ code }) => ({ ...aWarning().entries[0]!, units: [code] })),
  });
  expect(renderRadio(warning, { language: 'vi' })).toMatch(/và \p{L}[\p{L} ]* nơi khác\./u);
});

test('a date in figures, and the number of an event in its year, are said as such', () => {
  expect(spoken('Mưa lớn 22-23/8/2025', VI.speech)).toBe(
    'Mưa lớn hai mươi hai đến hai mươi ba tháng tám năm hai nghìn không trăm hai mươi lăm',
  );
  expect(spoken('Áp thấp nhiệt đới 8/2025', VI.speech)).toBe('Áp thấp nhiệt đới tám năm hai nghìn không trăm hai mươi lăm');
  expect(spoken('Tropical depression 8/2025', EN.speech)).toMatch(/^Tropical depression eight of two thousand/);
});
