import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { audience } from '../audience/index.ts';
import { deliveryReason } from '../delivery/index.ts';
import { MOST_SEGMENTS, renderEmail, renderSms, smsSize } from './index.ts';

const languages = ['vi', 'en'] as const;
const UNITS = ['21583'];
const every = deliveryReason.options.flatMap((reason) => audience.options.flatMap((who) => languages.map((language) => ({ reason, audience: who, language, units: UNITS }))));
const storm = aWarning({ status: 'Actual', storm: { centre: { windForce: 14, lat: 13.2, lon: 112.3 }, steps: [] }, text: { vi: 'Nguyên văn của cơ quan ban hành.' } });

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
