import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { bulletinType, type Hazard, hazardIds, HAZARDS } from '../bulletin/index.ts';
import { renderSms, type StillInForce } from './index.ts';
import { allTexts, CLOSING, LANGUAGES, QUY_NHON, warningOf } from './test-bed.ts';

const LEAVE = /sơ tán ngay|evacuate now/i;
const order = { authority: 'Chủ tịch UBND tỉnh Gia Lai', at: '2025-11-06T01:30:00.000Z', text: 'Sơ tán dân ven biển.' };
const leaving = (hazard: Hazard, more: object = {}) =>
  aWarning({ status: 'Actual', hazard, bulletinType: 'quick', entries: [aWarningEntry({ response: 'Evacuate' })], ...more });

describe('"leave now"', () => {
  test.each(LANGUAGES)('is said in %s for every hazard where an authority ordered it, with who and when', (language) => {
    for (const hazard of hazardIds) {
      const { subject, headline, html, ...texts } = allTexts(leaving(hazard, { order }), language);
      for (const [kind, text] of Object.entries(texts)) {
        expect(text, kind).toMatch(LEAVE);
        expect(text, kind).toContain(language === 'en' && kind === 'sms' ? 'Chu tich UBND tinh Gia Lai' : 'Chủ tịch UBND tỉnh Gia Lai');
      }
      expect(texts.mail).toContain('Sơ tán dân ven biển.');
      expect(html).toMatch(LEAVE);
      expect([subject, headline].filter((one) => one === '')).toEqual([]);
      // Advice to stay somewhere would gainsay the order.
      for (const text of Object.values(texts)) expect(text).not.toMatch(/Ở trong nhà|Stay in|Stay on|Sẵn sàng sơ tán|Be ready to leave/);
    }
  });

  test.each(LANGUAGES)('is never said in %s without an order: people are told to be ready and to follow their commune', (language) => {
    for (const hazard of hazardIds) {
      const texts = allTexts(leaving(hazard), language);
      for (const text of Object.values(texts)) expect(text).not.toMatch(LEAVE);
      expect(texts['mail']).toMatch(/Sẵn sàng sơ tán; làm theo lệnh của xã\.|Be ready to leave; follow the orders of your commune\./);
      expect(texts['sms']).toMatch(/Sẵn sàng sơ tán|Be ready to leave/);
    }
  });

  test('is said only of the places that the order is about, and the others are named as warned of', () => {
    const entries = [aWarningEntry({ response: 'Evacuate', level: 3 }), aWarningEntry({ units: ['00004'], response: 'Avoid', level: 5 })];
    const warning = aWarning({ status: 'Actual', entries, order });
    const both = { language: 'en', audience: 'citizen', units: [QUY_NHON, '00004'], reason: 'first-news' } as const;
    const { text } = renderSms(warning, both);
    expect(text).toMatch(/Storm: Quy Nhon ward \(Gia Lai\)\. Evacuate now\./);
    expect(text).toContain('Also warned: Ba Dinh ward (Ha Noi).');
    expect(renderSms(warning, { ...both, units: ['00004'] }).text).not.toMatch(LEAVE);
  });

  test('is said by tsunami warning 3 alone, and not by warnings 1 and 2', () => {
    for (const language of LANGUAGES)
      for (const type of ['warning-1', 'warning-2', 'warning-3']) {
        expect(bulletinType('tsunami', type)).toBeDefined();
        const texts = allTexts(warningOf({ hazard: 'tsunami', change: 'new', level: 5 }, { bulletinType: type }), language);
        for (const kind of ['sms', 'mail', 'html', 'crawl', 'radio', 'loudspeaker'])
          expect(LEAVE.test(texts[kind] ?? '')).toBe(type === 'warning-3');
      }
  });

  test('of an authority with a very long name keeps the order and its time in the SMS', () => {
    const long = { ...order, authority: 'Ban Chỉ huy '.repeat(15).trim() };
    const { text } = renderSms(leaving('storm', { order: long }), {
      language: 'vi',
      audience: 'citizen',
      units: [QUY_NHON],
      reason: 'first-news',
    });
    expect(text).toContain('Sơ tán ngay. Theo lệnh sơ tán lúc 08:30 06/11.');
  });
});

const lower = (text: string): string => text.toLowerCase();

describe('a text that takes a warning back', () => {
  const texts = (hazard: Hazard, change: (typeof CLOSING)[number], language: string, stillInForce?: readonly StillInForce[]) =>
    allTexts(warningOf({ hazard, change, level: null }), language, stillInForce === undefined ? {} : { stillInForce });
  const others = (hazard: Hazard): readonly StillInForce[] => hazardIds.filter((one) => one !== hazard).map((one) => ({ hazard: one }));

  test.each(LANGUAGES)('names in %s every hazard still in force, be there one or all of them, and nowhere "safe"', (language) => {
    for (const hazard of hazardIds)
      for (const change of CLOSING)
        for (const still of [...others(hazard).map((one) => [one]), others(hazard)]) {
          const {
            sms = '',
            mail = '',
            html = '',
            crawl = '',
            radio = '',
            loudspeaker = '',
            headline = '',
          } = texts(hazard, change, language, still);
          for (const text of [sms, mail, html, radio, loudspeaker])
            for (const one of still) expect(lower(text)).toContain(HAZARDS[one.hazard][language]);
          if (still.length === 1 && still[0])
            expect(lower(crawl)).toMatch(new RegExp(`${HAZARDS[still[0].hazard][language]}|(1 cảnh báo|1 other)`));
          else expect(crawl).toMatch(language === 'vi' ? /Vẫn còn 20 cảnh báo khác\./ : /20 other warnings are still in force\./);
          for (const text of [sms, mail, html, crawl, radio, loudspeaker, headline]) expect(text).not.toMatch(/an toàn|\bsafe/i);
        }
  });

  test.each(LANGUAGES)('says "safe" in %s only where the danger ended and it is known that nothing else is in force', (language) => {
    for (const hazard of hazardIds)
      for (const change of CLOSING) {
        const known = texts(hazard, change, language, []);
        for (const kind of ['sms', 'mail', 'html', 'crawl', 'radio', 'loudspeaker'])
          expect(/an toàn|\bsafe/i.test(known[kind] ?? ''), `${change} ${kind}`).toBe(change === 'ended');
        for (const text of Object.values(texts(hazard, change, language))) expect(text).not.toMatch(/an toàn|\bsafe/i);
      }
  });

  test('where nobody looked up what else is in force, it says that others may be', () => {
    for (const kind of ['sms', 'mail', 'radio', 'loudspeaker'])
      expect(texts('storm', 'ended', 'vi')[kind]).toContain('Cảnh báo khác, nếu có, vẫn còn hiệu lực.');
  });

  test('names a hazard of no other kind by its own name, once', () => {
    const still: StillInForce[] = [{ hazard: 'other', name: { vi: 'mưa sao băng' } }, { hazard: 'fog' }, { hazard: 'fog' }];
    expect(texts('storm', 'ended', 'vi', still)['sms']).toContain('Vẫn còn cảnh báo: mưa sao băng; sương mù.');
  });
});
