import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { audience } from '../audience/index.ts';
import { hazardIds, HAZARDS, response } from '../bulletin/index.ts';
import { communes, seaAreas } from '../place/index.ts';
import { deliveryReason } from '../delivery/index.ts';
import { MOST_SEGMENTS, renderEmail, renderSms, smsSize } from './index.ts';

const languages = ['vi', 'en'] as const;
const UNITS = ['21583'];
const every = deliveryReason.options.flatMap((reason) =>
  audience.options.flatMap((who) => languages.map((language) => ({ reason, audience: who, language, units: UNITS }))),
);
const storm = aWarning({
  status: 'Actual',
  storm: { centre: { windForce: 14, lat: 13.2, lon: 112.3 }, steps: [] },
  text: { vi: 'Nguyên văn của cơ quan ban hành.' },
});

describe('every text', () => {
  test.each(every)('$reason for $audience in $language names place, hazard and time, and keeps the rules of the trade', (reader) => {
    const sms = renderSms(storm, reader).text;
    const mail = renderEmail(storm, reader);
    for (const text of [sms, mail.text]) {
      expect(text).toContain(reader.language === 'vi' ? 'Quy Nhơn' : 'Quy Nhon');
      expect(text).toContain(reader.language === 'vi' ? 'Bão số 0' : 'Storm no. 0');
      // Never a bare "cấp": wind or risk is named before it.
      for (const match of text.matchAll(/(\S+ \S+|\S+) cấp (?!\D)/gi)) expect(match[1]).toMatch(/gió|thiên tai/i);
      expect(text).not.toMatch(/giờ tới|hours from now|an toàn|\bsafe\b|sơ tán ngay|undefined|null|NaN/i);
      expect(text).toBe(text.normalize('NFC'));
    }
    expect(sms).not.toMatch(/https?:/);
    expect(renderSms(storm, reader).segments).toBeLessThanOrEqual(MOST_SEGMENTS);
    expect(mail.subject).not.toBe('');
  });
});

test('exercises, tests and corrections say so first', () => {
  const reader = { language: 'vi', audience: 'citizen', units: UNITS, reason: 'first-news' } as const;
  expect(renderSms(aWarning({ status: 'Exercise' }), reader).text).toMatch(/^DIỄN TẬP/);
  expect(renderEmail(aWarning({ status: 'Exercise' }), reader).subject).toMatch(/^DIỄN TẬP/);
  expect(renderSms(aWarning({ status: 'Test' }), { ...reader, language: 'en' }).text).toMatch(/^TEST/);
  expect(renderSms(aWarning({ status: 'Actual' }), { ...reader, reason: 'corrected' }).text).toMatch(/^ĐÍNH CHÍNH/);
});

test('a level that nobody announced is marked for agencies and media, and not shown to citizens', () => {
  const proposed = aWarning({ status: 'Actual', entries: [aWarningEntry({ source: 'proposed' })] });
  const forAgency = renderEmail(proposed, { language: 'vi', audience: 'agency', units: UNITS, reason: 'first-news' }).text;
  const forCitizen = renderEmail(proposed, { language: 'vi', audience: 'citizen', units: UNITS, reason: 'first-news' }).text;
  expect(forAgency).toContain('rủi ro thiên tai cấp 4/5 (đỏ); do Loa tính');
  expect(forCitizen).not.toContain('rủi ro thiên tai');
});

test("the issuer's own words stand unchanged above ours, and markup in them is only text", () => {
  const evil = aWarning({ status: 'Actual', text: { vi: 'Gió <script>alert(1)</script> & mưa' } });
  const mail = renderEmail(evil, { language: 'vi', audience: 'citizen', units: UNITS, reason: 'first-news' });
  expect(mail.text.startsWith('Gió <script>alert(1)</script> & mưa')).toBe(true);
  expect(mail.html).not.toContain('<script>');
});

test('the e-mail of an exercise or a correction says so above the issuer’s own text too', () => {
  const text = { vi: 'Nguyên văn.' };
  const reader = { language: 'vi', audience: 'citizen', units: UNITS, reason: 'corrected' } as const;
  expect(renderEmail(aWarning({ status: 'Exercise', text }), reader).text).toMatch(/^DIỄN TẬP\. ĐÍNH CHÍNH\.\r\n\r\nNguyên văn\./);
  expect(renderEmail(aWarning({ status: 'Actual', text }), reader).text).toMatch(/^ĐÍNH CHÍNH\.\r\n\r\nNguyên văn\./);
});

describe('the first segment of an SMS', () => {
  const longest = communes()
    .toSorted((one, other) => other.name.length - one.name.length)
    .slice(0, 40)
    .map((one) => one.code);
  const seas = seaAreas()
    .filter((one) => one.kind !== 'composite')
    .map((one) => one.id);
  const responses = response.options;
  const parts = (text: string): string => text.slice(0, 67);
  const reasons = deliveryReason.options.filter((one) => one !== 'corrected');
  const ACTIONS = [
    'Theo dõi tin',
    'Hãy chuẩn bị',
    'Tránh nguy hiểm',
    'Vào nơi trú',
    'Sẵn sàng sơ tán',
    'Không còn nêu',
    'Hết chuỗi tin',
    'Tin đã hủy',
  ];

  test('holds time of issue, hazard, place and action, for the longest names of communes, sea areas and hazards', () => {
    for (const unit of [...longest, ...seas])
      for (const hazard of ['storm', 'tropical-depression', 'heavy-rain'] as const)
        for (const asked of responses)
          for (const reason of reasons) {
            const one = aWarning({ status: 'Actual', hazard, entries: [aWarningEntry({ units: [unit], response: asked })] });
            const { text, segments } = renderSms(one, { language: 'vi', audience: 'citizen', units: [unit], reason });
            const [, place, action] =
              /^(?:Tin )?07:00 06\/11\.? (?:Bão|Áp thấp nhiệt đới|ATNĐ|Mưa lớn): (.+?)\. ([^.]+)/.exec(parts(text)) ?? [];
            expect(place).toBeDefined();
            expect(ACTIONS).toContain(action);
            expect(segments).toBeLessThanOrEqual(MOST_SEGMENTS);
          }
  });
  test('keeps its prefix and all four for an exercise at an ordinary place', () => {
    const one = aWarning({ status: 'Exercise', entries: [aWarningEntry({ response: 'Prepare' })] });
    const { text } = renderSms(one, { language: 'vi', audience: 'citizen', units: UNITS, reason: 'first-news' });
    expect(parts(text)).toMatch(/^DIỄN TẬP\. Tin 07:00 06\/11\. Bão: .*Quy Nhơn.*\. Hãy chuẩn bị\./);
  });
});

test.each(hazardIds)(
  '%s is named, in every change and language, within three segments and without a number the citizen may not see',
  (hazard) => {
    for (const { reason, audience: who, language } of every) {
      const entry = aWarningEntry({ source: 'proposed', ...(['ended', 'narrowed', 'cancelled'].includes(reason) ? { level: null } : {}) });
      const one = aWarning({ status: 'Actual', hazard, entries: [entry] });
      const reader = { language, audience: who, units: UNITS, reason };
      const sms = renderSms(one, reader);
      const mail = renderEmail(one, reader);
      expect(sms.segments).toBeLessThanOrEqual(MOST_SEGMENTS);
      expect(mail.subject.toLowerCase()).toContain(
        hazard === 'storm' ? 'số 0'.slice(0, language === 'vi' ? 4 : 0) : HAZARDS[hazard][language].toLowerCase(),
      );
      if (who === 'citizen' || who === 'relay') for (const text of [sms.text, mail.text]) expect(text).not.toMatch(/4\/5|level 4/);
      for (const text of [sms.text, mail.text, mail.html]) expect(text).not.toMatch(/an toàn|sơ tán ngay|undefined|NaN/i);
    }
  },
);

test('an English SMS is written in the GSM alphabet', () => {
  for (const unit of ['21583', 'bac-bien-dong', 'quang-tri-quang-ngai', '00004']) {
    const one = aWarning({ status: 'Actual', entries: [aWarningEntry({ units: [unit] })] });
    expect(renderSms(one, { language: 'en', audience: 'citizen', units: [unit], reason: 'first-news' }).encoding).toBe('gsm-7');
  }
});

test('a place dropped beside a warned one is named as such, and does not shift the times', () => {
  const dropped = aWarningEntry({ units: ['00004'], change: 'narrowed', level: null, onset: '2025-11-05T00:00:00.000Z' });
  const one = aWarning({ status: 'Actual', entries: [aWarningEntry({ change: 'escalated' }), dropped] });
  const mail = renderEmail(one, { language: 'vi', audience: 'citizen', units: ['21583', '00004'], reason: 'escalated' });
  expect(mail.text).toMatch(/Không còn nêu trong bản tin: .*Ba Đình/);
  expect(mail.text).toContain('từ 16:00 ngày 06/11/2025');
});

test('a clause is cited only for the level it gives', () => {
  const reader = { language: 'vi', audience: 'agency', units: UNITS, reason: 'first-news' } as const;
  expect(renderEmail(aWarning({ status: 'Actual' }), reader).text).toContain('Điều 42, khoản 2, điểm b');
  const higher = aWarning({ status: 'Actual', entries: [aWarningEntry({ level: 5 })] });
  expect(renderEmail(higher, reader).text).not.toContain('Điều 42');
});

test('a warning that names none of the reader’s places is a fault, not a text', () => {
  expect(() => renderSms(storm, { language: 'vi', audience: 'citizen', units: ['00004'], reason: 'first-news' })).toThrow(/names none/);
});

describe('segments', () => {
  test.each([
    ['a'.repeat(160), 'gsm-7', 1],
    ['a'.repeat(161), 'gsm-7', 2],
    ['a'.repeat(306), 'gsm-7', 2],
    ['a'.repeat(307), 'gsm-7', 3],
    ['€'.repeat(80), 'gsm-7', 1],
    ['€'.repeat(81), 'gsm-7', 2],
    // An escape pair is never split: 76 pairs fit into a part of 153.
    ['€'.repeat(153), 'gsm-7', 3],
    ['ả'.repeat(70), 'ucs-2', 1],
    ['ả'.repeat(71), 'ucs-2', 2],
    ['ả'.repeat(134), 'ucs-2', 2],
    ['ả'.repeat(135), 'ucs-2', 3],
    ['😀'.repeat(35), 'ucs-2', 1],
    ['😀'.repeat(67), 'ucs-2', 3],
  ] as const)('of %#', (text, encoding, segments) => {
    expect(smsSize(text)).toEqual({ encoding, segments });
  });
});
