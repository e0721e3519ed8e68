import { aWarningEntry } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { HAZARDS } from '../bulletin/index.ts';
import { isTakenBack } from '../warning/index.ts';
import { renderAlert, renderHeadline } from './index.ts';
import { everyCase, LANGUAGES, QUY_NHON, warningOf } from './test-bed.ts';

const RANK = /(\S+ \S+|\S+) cấp (?=\d)/giu;
const storm = { centre: { windForce: [13, 14] as [number, number] }, steps: [] };
const rendered = (language: string, warning = warningOf(everyCase[0]!), ownText = true) => renderAlert(warning, { language }, { ownText });

describe.each(LANGUAGES)('texts of an alert in %s, over every hazard, change and level', (language) => {
  const texts = everyCase.map((one) => ({ ...one, ...rendered(language, warningOf(one, { storm })) }));

  test('say hazard, place and what to do, all filled, in composed Unicode', () => {
    for (const { hazard, event, description, instruction } of texts) {
      if (hazard !== 'other') expect(event.toLowerCase()).toBe(HAZARDS[hazard][language].toLowerCase());
      expect(description.toLowerCase()).toContain(language === 'vi' ? 'nơi: phường quy nhơn' : 'where: quy nhon');
      for (const text of [event, description, instruction]) {
        expect(text.trim()).not.toBe('');
        expect(text).not.toMatch(/undefined|null|NaN|\{|\}|giờ tới|next \d/u);
        expect(text.normalize('NFC')).toBe(text);
      }
      expect(instruction).not.toBe(description);
    }
  });

  test('never say that all is well, never order to leave, and never a bare "cấp"', () => {
    for (const { description, instruction, leave } of texts) {
      const text = `${description} ${instruction}`;
      expect(text).not.toMatch(/sơ tán ngay|evacuate now|an toàn|\bsafe/iu);
      expect(leave).toBe(false);
      for (const match of text.matchAll(RANK)) expect(match[1], text).toMatch(/gió$|thiên tai$|chấn động$|sóng thần$/iu);
    }
  });

  test('that take a warning back say so, and to keep following the bulletins', () => {
    const keep = language === 'vi' ? 'Theo dõi bản tin tiếp theo' : 'Follow the next bulletins';
    for (const { change, instruction } of texts) if (isTakenBack(change)) expect(instruction).toContain(keep);
  });
});

test('the issuer’s text stands unchanged above ours, each language its own, under the mark of an exercise', () => {
  const warning = warningOf({ hazard: 'storm', change: 'new', level: 4, status: 'Exercise' }, { text: { vi: 'Tin  bão\r\nkhẩn cấp.' } });
  expect(rendered('vi', warning).description).toMatch(/^DIỄN TẬP\.\n\nTin {2}bão\r\nkhẩn cấp\.\n\nDIỄN TẬP\. Tin bão/);
  expect(rendered('en', warning).description).toMatch(/^EXERCISE\. /);
  expect(rendered('vi', warning, false).description).not.toContain('khẩn cấp.\n');
});

test.each([
  ['vi', /đính chính/giu, 'Tin đã sửa.'],
  ['en', /correction/giu, 'As put right.'],
] as const)(
  'a correction says in %s once that it is one, with the issuer’s text and without, also where that begins so',
  (language, word, own) => {
    const of = (status: 'Actual' | 'Exercise', text?: { vi: string; en: string }) =>
      warningOf({ hazard: 'storm', change: 'corrected', level: 4, status }, { bulletinType: 'correction', ...(text && { text }) });
    const count = (warning: ReturnType<typeof warningOf>): number[] =>
      [rendered(language, warning).description, renderHeadline(warning, { language })].map((one) => [...one.matchAll(word)].length);
    for (const status of ['Actual', 'Exercise'] as const) {
      expect(count(of(status))).toEqual([1, 1]);
      expect(count(of(status, { vi: own, en: own }))).toEqual([1, 1]);
      expect(count(of(status, { vi: 'ĐÍNH CHÍNH: sửa tâm bão.', en: 'Correction: the centre.' }))).toEqual([1, 1]);
    }
    const above = rendered(language, of('Exercise', { vi: own, en: own })).description;
    expect(above).toMatch(/^(DIỄN TẬP\. ĐÍNH CHÍNH|EXERCISE\. CORRECTION)\.\n\n/);
  },
);

test('a level that nobody announced is not told', () => {
  const told = (source: 'announced' | 'proposed') =>
    rendered('vi', warningOf({ hazard: 'heat', change: 'new', level: 3, source })).description;
  expect(told('announced')).toContain('Rủi ro thiên tai cấp 3/5 (da cam).');
  expect(told('proposed')).not.toContain('thiên tai cấp');
});

test('an order to leave is told with who gave it, its own words and when', () => {
  const order = { authority: 'Ủy ban nhân dân tỉnh Gia Lai', text: 'Rời khu vực ven biển.', at: '2025-11-05T23:00:00.000Z' };
  const entries = [aWarningEntry({ units: [QUY_NHON], response: 'Evacuate' })];
  const { leave, instruction } = rendered('vi', warningOf({ hazard: 'storm', change: 'new', level: 4 }, { order, entries }));
  expect(leave).toBe(true);
  expect(instruction).toBe(
    'Sơ tán ngay. Theo lệnh của Ủy ban nhân dân tỉnh Gia Lai lúc 06:00 ngày 06/11/2025. Rời khu vực ven biển. ' +
      'Mang theo giấy tờ, thuốc, nước uống; đi theo hướng dẫn của xã.',
  );
});
