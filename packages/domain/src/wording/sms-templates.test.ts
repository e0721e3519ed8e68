import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { hazardIds } from '../bulletin/index.ts';
import { EN } from './table/en.ts';
import type { PhraseTable } from './table/phrase-table.ts';
import { VI_UNACCENTED } from './table/unaccented.ts';
import { VI } from './table/vi.ts';
import { type Reader, renderEmergencySms, renderSms } from './index.ts';
import { matchPattern } from './sms-pattern.ts';
import { smsTemplates } from './sms-templates.ts';
import { everyCase, QUY_NHON, warningOf } from './test-bed.ts';

const TABLES: readonly PhraseTable[] = [VI, EN, VI_UNACCENTED];
const PATTERNS = new Map(TABLES.flatMap((table) => smsTemplates(table).map(({ name, pattern }) => [name, pattern] as const)));
const isInstance = (text: string, template: string): boolean => matchPattern(PATTERNS.get(template) ?? [], text).fits;

const LINK = 'https://loa.example/c/2s8w.kVq3M0c2u9B7xYtN4aZ_-w';

const readers: readonly Partial<Reader>[] = [
  { language: 'vi', audience: 'citizen' },
  { language: 'vi', audience: 'agency' },
  { language: 'vi', audience: 'agency', confirmLink: LINK, unaccented: 'by-setting' },
  { language: 'en', audience: 'relay', confirmLink: LINK },
  { language: 'vi', audience: 'citizen', unaccented: 'asked' },
  { language: 'en', audience: 'citizen', stillInForce: [{ hazard: 'heavy-rain' }, { hazard: 'river-flood' }] },
  { language: 'vi', audience: 'citizen', stillInForce: [] },
];

test('every SMS is an instance of the registered template that it names', () => {
  const seen = new Set<string>();
  for (const some of readers)
    for (const one of everyCase.filter(({ level }) => level === null || level > 2))
      for (const status of ['Actual', 'Exercise'] as const) {
        const warning = warningOf({ ...one, status, source: some.audience === 'agency' ? 'proposed' : 'announced' });
        const reason = one.change === 'new' || one.change === 'unchanged' ? 'first-news' : one.change;
        const reader: Reader = { language: 'vi', audience: 'citizen', units: [QUY_NHON], reason, ...some };
        const { text, template } = renderSms(warning, reader);
        expect(isInstance(text, template), `${template}: ${text}`).toBe(true);
        const cut = renderEmergencySms(warning, reader);
        expect(isInstance(cut.text, cut.template), cut.text).toBe(true);
        for (const one of [template, cut.template]) seen.add(one);
      }
  expect([...seen].toSorted()).toEqual([...PATTERNS.keys()].filter((one) => !/^leave|cancelled-(en|vi-x)/.test(one)).toSorted());
});

test('an order to leave is an instance of its template', () => {
  for (const hazard of hazardIds)
    for (const some of readers) {
      const order = { authority: 'Chủ tịch UBND tỉnh Gia Lai', at: '2025-11-06T01:30:00.000Z' };
      const warning = aWarning({ status: 'Actual', hazard, entries: [aWarningEntry({ response: 'Evacuate' })], order });
      const { text, template } = renderSms(warning, {
        language: 'vi',
        audience: 'citizen',
        units: [QUY_NHON],
        reason: 'first-news',
        ...some,
      });
      expect(template).toMatch(/^leave-/);
      expect(isInstance(text, template), text).toBe(true);
    }
});

test('who is asked to confirm finds the link at the end, in at most three segments, also with an order to leave', () => {
  const order = { authority: 'Chủ tịch UBND tỉnh Gia Lai', at: '2025-11-06T01:30:00.000Z' };
  for (const language of ['vi', 'en'])
    for (const more of [{}, { order }]) {
      const warning = aWarning({ status: 'Actual', entries: [aWarningEntry({ response: 'Evacuate' })], ...more });
      const reader: Reader = { language, audience: 'relay', units: [QUY_NHON], reason: 'first-news', confirmLink: LINK };
      const { text, segments } = renderSms(warning, reader);
      expect(text.endsWith(`: ${LINK}`), text).toBe(true);
      expect(segments).toBeLessThanOrEqual(3);
    }
});

test('a text with another word, another order or another advice is no instance', () => {
  const { text, template } = renderSms(aWarning({ status: 'Actual', hazard: 'heavy-rain' }), {
    language: 'en',
    audience: 'citizen',
    units: [QUY_NHON],
    reason: 'first-news',
  });
  expect(isInstance(text, template)).toBe(true);
  for (const wrong of [
    `${text} Buy now.`,
    text.replace('Disaster risk', 'Risk'),
    text.replace('Do not cross fords', 'Cross fords'),
    text.slice(0, -3),
  ])
    expect(isInstance(wrong, template), wrong).toBe(false);
});

test('a template registers its text with its slots and their lengths', () => {
  const [warning] = smsTemplates(VI);
  expect(warning?.name).toBe('warning-vi');
  expect(
    warning?.text.startsWith('[{mark}.] Tin {issued}. {hazard}: {place}. {action}. / {issued} {hazard}: {place}. {action}. [{event}.]'),
  ).toBe(true);
  for (const table of TABLES)
    for (const { text, slots } of smsTemplates(table))
      expect(new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, slot]) => slot))).toEqual(new Set(Object.keys(slots)));
});
