import { describe, expect, test } from 'vitest';
import { hazardIds, HAZARDS } from '../bulletin/index.ts';
import { allTexts, CHANGES, CLOSING, everyCase, LANGUAGES, LEVELS, warningOf } from './test-bed.ts';

/** "cấp" before a figure, a number word or a Roman number, with the two words before it. */
const RANK = /(\S+ \S+|\S+) cấp (?=\d|[IVX]+\b|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)/giu;
const storm = { centre: { windForce: [13, 14] as [number, number] }, steps: [] };

describe.each(LANGUAGES)('every text in %s, over every hazard, change and level', (language) => {
  const texts = everyCase.flatMap((one) =>
    Object.entries(allTexts(warningOf(one, { storm }), language)).map(([kind, text]) => ({ ...one, kind, text })),
  );

  test('there is a text for each', () => {
    expect(texts).toHaveLength(21 * (8 * LEVELS.length + 3) * 9);
    expect(texts.filter(({ text }) => text.trim() === '')).toEqual([]);
  });

  test('never says a bare "cấp"', () => {
    for (const { text } of texts)
      for (const match of text.matchAll(RANK)) expect(match[1], text).toMatch(/gió$|thiên tai$|chấn động$|sóng thần$/iu);
  });

  test('never counts time from the reading, leaves nothing unfilled, and is composed Unicode', () => {
    for (const { text } of texts) {
      expect(text).not.toMatch(/giờ tới|ngày tới|next \d|hours from now|undefined|null|NaN|\{|\}$/iu);
      expect(text.normalize('NFC')).toBe(text);
    }
  });

  test('never orders to leave without an order, and never says "safe" where it is not known that nothing is in force', () => {
    for (const { text } of texts) expect(text).not.toMatch(/sơ tán ngay|evacuate now|an toàn|\bsafe/iu);
  });

  test('names place and hazard', () => {
    const place = language === 'vi' ? 'quy nhơn' : 'quy nhon';
    for (const { text, kind, hazard } of texts) {
      const said = text.toLowerCase();
      expect(said).toContain(place);
      if (kind === 'headline' || kind === 'crawl' || hazard === 'other') continue;
      const whole = HAZARDS[hazard][language];
      const [first = ''] = whole.split(',');
      if (kind === 'subject' && hazard === 'storm') expect(said).toContain(language === 'vi' ? 'bão số 0' : 'storm no. 0');
      else if (kind !== 'sms') expect(said, kind).toContain(whole.toLowerCase());
      else expect(said).toMatch(new RegExp(`${first.split(' ')[0] ?? ''}|atnđ|mặn|gió mạnh|xả lũ|rét hại|depression|subsidence`, 'iu'));
    }
  });

  test('of an SMS holds no link', () => {
    for (const { text, kind } of texts) if (kind === 'sms') expect(text).not.toMatch(/https?:|www\.|\.vn\b/iu);
  });
});

test.each(LANGUAGES)(
  'a level that nobody announced is not told to citizens and relays in %s, and marked for agencies and media',
  (language) => {
    const mark = language === 'vi' ? 'do Loa tính từ dự báo, chưa được công bố' : 'worked out by Loa from the forecast, not announced';
    for (const hazard of hazardIds)
      for (const level of [1, 2, 3, 4, 5]) {
        const warning = warningOf({ hazard, change: 'new', level, source: 'proposed' });
        for (const audience of ['citizen', 'relay'] as const)
          for (const text of Object.values(allTexts(warning, language, { audience }))) {
            expect(text).not.toMatch(/thiên tai cấp|risk level/iu);
            expect(text).not.toContain(mark);
          }
        for (const audience of ['agency', 'media'] as const) {
          const { sms, mail, html, headline, crawl, radio, loudspeaker } = allTexts(warning, language, { audience });
          for (const text of [sms, mail, html]) {
            expect(text).toContain(mark);
            expect(text).toMatch(
              new RegExp(language === 'vi' ? `thiên tai cấp ${String(level)}/5 \\(` : `risk level ${String(level)} of 5 \\(`, 'iu'),
            );
          }
          // What goes on air is for the public.
          for (const text of [headline, crawl, radio, loudspeaker]) expect(text).not.toMatch(/thiên tai cấp|risk level/iu);
        }
      }
  },
);

test('an announced level is told with its number, its scale and its colour', () => {
  const colours = ['xanh dương nhạt', 'vàng nhạt', 'da cam', 'đỏ', 'tím'];
  for (const [at, colour] of colours.entries()) {
    const { sms, mail, html, radio } = allTexts(warningOf({ hazard: 'heavy-rain', change: 'new', level: at + 1 }), 'vi');
    for (const text of [sms, mail, html]) expect(text).toMatch(new RegExp(`thiên tai cấp ${String(at + 1)}/5 \\(${colour}\\)`, 'iu'));
    expect(radio).toContain(`trên năm, màu ${colour}.`);
  }
});

test.each([
  ['vi', 'Exercise', 'DIỄN TẬP'],
  ['en', 'Exercise', 'EXERCISE'],
  ['vi', 'Test', 'THỬ NGHIỆM'],
  ['en', 'Test', 'TEST'],
] as const)('every %s text of status %s begins with "%s", above the issuer’s own words too', (language, status, mark) => {
  for (const hazard of hazardIds)
    for (const change of CHANGES) {
      const { html = '', ...texts } = allTexts(warningOf({ hazard, change, level: 3, status }, { text: { vi: 'Nguyên văn.' } }), language);
      for (const text of Object.values(texts)) expect(text.startsWith(mark), text).toBe(true);
      expect(html.indexOf(mark)).toBeLessThan(html.indexOf('Nguyên văn.'));
    }
});

test.each([
  ['vi', 'ĐÍNH CHÍNH'],
  ['en', 'CORRECTION'],
] as const)('every %s text that puts right begins with "%s"', (language, mark) => {
  for (const hazard of hazardIds) {
    for (const text of Object.values(allTexts(warningOf({ hazard, change: 'corrected', level: 3 }), language)).filter(
      (one) => !one.startsWith('<'),
    ))
      expect(text.startsWith(mark), text).toBe(true);
    const both = allTexts(warningOf({ hazard, change: 'corrected', level: 3, status: 'Exercise' }), language);
    expect(both['sms']).toMatch(new RegExp(`^(DIỄN TẬP|EXERCISE)\\. ${mark}\\.`));
  }
});

test('only what takes a warning back is worded as taken back', () => {
  for (const one of everyCase) {
    const { sms = '' } = allTexts(warningOf(one), 'vi');
    expect(/Hết chuỗi tin|Tin đã hủy|Không còn nêu/.test(sms)).toBe(CLOSING.includes(one.change));
  }
});
