import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { hazardIds, response } from '../bulletin/index.ts';
import { deliveryReason } from '../delivery/index.ts';
import { communes, seaAreas } from '../place/index.ts';
import { isTakenBack } from '../warning/index.ts';
import { MOST_SEGMENTS, type Reader, renderSms } from './index.ts';
import { barePlace } from './phrases.ts';
import { smsSize } from './segments.ts';
import { TABLES } from './table/choose-table.ts';
import { VI } from './table/vi.ts';
import { everyCase, LANGUAGES, QUY_NHON, warningOf } from './test-bed.ts';

const reader = { language: 'vi', audience: 'citizen', units: [QUY_NHON], reason: 'first-news' } as const satisfies Reader;
const ACTIONS = Object.values(VI.phrases.actions).flatMap(({ short, tiny }) => [short, tiny]);
const first = (text: string): string => text.slice(0, smsSize(text).encoding === 'gsm-7' ? 153 : 67);

describe('the first segment', () => {
  const longest = communes()
    .toSorted((one, other) => other.name.length - one.name.length)
    .slice(0, 25)
    .map((one) => one.code);
  const seas = seaAreas()
    .filter((one) => one.kind !== 'composite')
    .map((one) => one.id);
  const holdsAll = (text: string, unit: string): boolean => {
    const said = /^(?:DIỄN TẬP\. )?(?:ĐÍNH CHÍNH\. )?(?:Tin )?07:00 06\/11\.? (.+?): (.+?)\. ([^.]+)/.exec(first(text));
    const names = Object.values(VI.phrases.hazards).flatMap(({ name, short }) => [name.toLowerCase(), short.toLowerCase()]);
    const place = barePlace([unit], VI).replace(/^biển /, '');
    return (
      said !== null &&
      names.includes((said[1] ?? '').toLowerCase()) &&
      (said[2] ?? '').replace(' đến ', '-').includes(place) &&
      ACTIONS.includes(said[3] ?? '')
    );
  };

  test.each(deliveryReason.options)('of "%s" holds time of issue, hazard, place and action, whatever the hazard and response', (reason) => {
    for (const hazard of hazardIds)
      for (const asked of response.options)
        for (const status of ['Actual', 'Exercise'] as const) {
          const one = aWarning({ status, hazard, entries: [aWarningEntry({ response: asked })] });
          const { text } = renderSms(one, { ...reader, reason });
          if (status === 'Exercise' && reason === 'corrected') continue;
          expect(holdsAll(text, QUY_NHON), text).toBe(true);
        }
  });

  test.each(['first-news', 'escalated', 'ended', 'narrowed', 'cancelled'] as const)(
    'of "%s" does so for the longest names of communes and for every sea area',
    (reason) => {
      for (const unit of [...longest, ...seas])
        for (const hazard of ['storm', 'strong-wind-at-sea', 'heavy-rain', 'tropical-depression', 'river-flood'] as const)
          for (const asked of response.options) {
            const one = aWarning({ status: 'Actual', hazard, entries: [aWarningEntry({ units: [unit], response: asked })] });
            const { text, segments } = renderSms(one, { ...reader, units: [unit], reason });
            expect(holdsAll(text, unit), text).toBe(true);
            expect(segments).toBeLessThanOrEqual(MOST_SEGMENTS);
          }
    },
  );

  test('of an exercise that puts right holds time, hazard and place, and the action comes next', () => {
    for (const hazard of hazardIds) {
      const { text } = renderSms(warningOf({ hazard, change: 'corrected', level: 3, status: 'Exercise' }), {
        ...reader,
        reason: 'corrected',
      });
      expect(first(text), text).toMatch(/^DIỄN TẬP\. ĐÍNH CHÍNH\. (?:Tin )?07:00 06\/11\.? .+: Quy Nhơn\./);
    }
  });
});

test('no SMS is longer than three segments, in any language, hazard, change and level', () => {
  for (const language of LANGUAGES)
    for (const one of everyCase) {
      const warning = warningOf(one, {
        storm: { centre: { windForce: [13, 14] }, steps: [] },
        eventName: { vi: 'Bão số 13', en: 'Storm no. 13' },
      });
      const reason = one.change === 'new' || one.change === 'unchanged' ? 'first-news' : one.change;
      expect(renderSms(warning, { ...reader, language, reason }).segments).toBeLessThanOrEqual(MOST_SEGMENTS);
    }
});

test('an English SMS is written in the GSM alphabet, whatever names and figures bring', () => {
  const met = { vi: '', en: '4‰ salt 60 km inland, up to 39 °C “hot” – “dry”' };
  const verdict = { kind: 'level', level: 4, article: 49, clause: '49.3', status: 'confirmed', met } as const;
  for (const unit of [QUY_NHON, 'bac-bien-dong', 'quang-tri-quang-ngai', '00004']) {
    const one = aWarning({
      status: 'Actual',
      eventName: { vi: 'x', en: 'Côn Đảo – event' },
      entries: [aWarningEntry({ units: [unit], verdict })],
    });
    const { text, encoding } = renderSms(one, { ...reader, language: 'en', units: [unit] });
    expect(encoding, text).toBe('gsm-7');
    expect(text).toContain('4 g/l salt 60 km inland, up to 39 C "hot" - "dry"');
    expect(text).toContain('Con Dao - event.');
  }
});

describe('what does not fit', () => {
  const storm = { centre: { windForce: 14 }, steps: [] };
  test('is left out whole, the centre before the change, the change before the level; never the action', () => {
    const long = aWarning({
      status: 'Actual',
      storm,
      eventName: { vi: `Bão số 13 ${'a'.repeat(50)}` },
      entries: [aWarningEntry({ change: 'escalated' })],
    });
    const { text } = renderSms(long, { ...reader, reason: 'escalated' });
    expect(text).toContain('Tránh nguy hiểm.');
    expect(text).toContain('Rủi ro thiên tai cấp 4/5 (đỏ).');
    expect(text).not.toContain('gần tâm');
    expect(text.endsWith('.')).toBe(true);
  });

  test('of an event with a very long name is the name alone, not the message', () => {
    const long = aWarning({ status: 'Actual', eventName: { vi: 'Bão '.repeat(40).trim() } });
    expect(renderSms(long, reader).text).not.toContain('Bão Bão');
    expect(renderSms(long, reader).text).toContain('Từ 16:00 06/11 đến 04:00 07/11.');
  });
});

test('a place dropped beside a warned one is named as such, and does not shift the times', () => {
  const dropped = aWarningEntry({ units: ['00004'], change: 'narrowed', level: null, onset: '2025-11-05T00:00:00.000Z' });
  const one = aWarning({ status: 'Actual', entries: [aWarningEntry({ change: 'escalated' }), dropped] });
  const { text } = renderSms(one, { ...reader, language: 'en', units: [QUY_NHON, '00004'], reason: 'escalated' });
  expect(text).toContain('No longer named in the bulletin: Ba Dinh ward (Ha Noi).');
  expect(text).toContain('From 16:00 6 Nov');
});

describe('of few places each is named', () => {
  const LONG = { vi: 'Áp thấp nhiệt đới trên Biển Đông tháng 11/2025', en: 'Tropical depression in the East Sea, November 2025' };
  const byLength = communes()
    .toSorted((one, other) => other.name.length - one.name.length)
    .map((one) => one.code);
  const some = [...byLength.slice(0, 12), QUY_NHON, '21553', ...seaAreas().flatMap((one) => (one.kind === 'composite' ? [] : [one.id]))];
  const pairs = some.flatMap((one, at) => some.slice(at + 1).map((other) => [one, other]));
  const bare = (text: string): string =>
    text
      .replace(/^biển /, '')
      .replaceAll(' đến ', '-')
      .replaceAll(' to ', '-');

  test.each(LANGUAGES)('in %s: two of them, whatever is told of them', (language) => {
    for (const change of ['new', 'escalated', 'narrowed', 'ended'] as const)
      for (const units of pairs) {
        const entries = [aWarningEntry({ units, change, ...(isTakenBack(change) && { level: null }) })];
        const one = aWarning({ status: 'Actual', eventName: LONG, entries, ...(change === 'ended' && { action: 'end' as const }) });
        const { text, segments } = renderSms(one, { ...reader, language, units, reason: change === 'new' ? 'first-news' : change });
        for (const unit of units)
          expect(bare(text), text).toContain(bare(barePlace([unit], TABLES.find(({ tag }) => tag === language) ?? VI)));
        expect(segments).toBeLessThanOrEqual(MOST_SEGMENTS);
      }
  });

  test('two of short names stand in the first segment', () => {
    const units = [QUY_NHON, '21553'];
    const one = aWarning({ status: 'Actual', entries: [aWarningEntry({ units })] });
    expect(first(renderSms(one, { ...reader, units }).text)).toContain(': Quy Nhơn, Quy Nhơn Bắc. Tránh nguy hiểm.');
  });
});

test('a warning that names none of the reader’s places is a fault, not a text', () => {
  expect(() => renderSms(aWarning(), { ...reader, units: ['00004'] })).toThrow(/names none/);
});
