import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { hazardIds } from '../bulletin/index.ts';
import { EN } from './table/en.ts';
import type { PhraseTable } from './table/phrase-table.ts';
import { SLOT_LENGTHS, type SentenceId, type Slot } from './table/sentences.ts';
import { VI_UNACCENTED } from './table/unaccented.ts';
import { VI } from './table/vi.ts';
import { type Reader, renderSms } from './index.ts';
import { SMS_TEMPLATES, smsTemplates, type TemplateLine } from './sms-templates.ts';
import { everyCase, QUY_NHON, warningOf } from './test-bed.ts';

const TABLES: readonly PhraseTable[] = [VI, EN, VI_UNACCENTED];
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const either = (words: readonly string[]): string => `(?:${words.map(escaped).join('|')})`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What may stand in a slot: words of the table's closed lists, or any text up to the slot's length. */
function valuesOf(slot: Slot, { phrases }: PhraseTable): string {
  const names = Object.values(phrases.hazards).flatMap(({ name, short }) => [name, short]);
  const lists: Partial<Record<Slot, readonly string[]>> = {
    hazard: [...names.map(capital), 'Mưa sao băng', 'Mua sao bang', 'Meteor shower'],
    action: Object.values(phrases.actions).flatMap(({ short, tiny }) => [short, tiny]),
    colour: phrases.colours,
    change: Object.values(phrases.occasions).map((one) => capital(one.toLowerCase())),
    advice: [phrases.monitor, phrases.leaving, ...Object.values(phrases.advice).flatMap((one) => [one.prepare, one.avoid, one.shelter])],
  };
  const list = lists[slot];
  if (list !== undefined) return either(list);
  if (slot === 'hazards') return `${either(names)}(?:; ${either(names)})*`;
  return slot === 'level' ? '[1-5]' : `(?:(?!\\. \\p{Lu}).){1,${String(SLOT_LENGTHS[slot])}}?`;
}

/** A registered template as a pattern that its instances match. */
function patternOf(name: keyof typeof SMS_TEMPLATES, table: PhraseTable): RegExp {
  const lines: readonly TemplateLine[] = SMS_TEMPLATES[name];
  const sentence = (id: SentenceId): string =>
    escaped(table.phrases.sentences[id]).replace(/\\\{(\w+)\\\}/g, (_, slot: Slot) => valuesOf(slot, table));
  const body = lines.map(({ of, keep }, at) => `(?:${at === 0 ? '' : ' '}(?:${of.map(sentence).join('|')}))${keep === null ? '' : '?'}`);
  const marks = either([...Object.values(table.phrases.status).filter(Boolean), table.phrases.occasions.corrected]);
  return new RegExp(`^(?:${marks}\\. ){0,2}${body.join('')}$`, 'u');
}
const PATTERNS = new Map<string, RegExp>(
  TABLES.flatMap((table) =>
    (Object.keys(SMS_TEMPLATES) as (keyof typeof SMS_TEMPLATES)[]).map((name) => [`${name}-${table.tag}`, patternOf(name, table)] as const),
  ),
);

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
        expect(PATTERNS.get(template)?.test(text), `${template}: ${text}`).toBe(true);
        seen.add(template);
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
      expect(PATTERNS.get(template)?.test(text), text).toBe(true);
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
  const pattern = PATTERNS.get(template) ?? /^$/;
  expect(pattern.test(text)).toBe(true);
  for (const wrong of [
    `${text} Buy now.`,
    text.replace('Disaster risk', 'Risk'),
    text.replace('Do not cross fords', 'Cross fords'),
    text.slice(0, -3),
  ])
    expect(pattern.test(wrong), wrong).toBe(false);
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
