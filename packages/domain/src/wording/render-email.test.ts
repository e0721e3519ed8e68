import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { hazardIds } from '../bulletin/index.ts';
import { emailFrame, type Reader, renderAlert, renderEmail } from './index.ts';
import { allTexts, QUY_NHON, warningOf } from './test-bed.ts';

const reader = { language: 'vi', audience: 'citizen', units: [QUY_NHON], reason: 'first-news' } as const satisfies Reader;

test("the issuer's own words stand unchanged above ours, and markup in them is only text", () => {
  const own = 'Gió <script>alert("1")</script> & mưa\nSơ tán ngay, còn trong 6 giờ tới';
  const { text, html } = renderEmail(aWarning({ status: 'Actual', text: { vi: own } }), reader);
  expect(text.startsWith(`${own}\r\n\r\nCẢNH BÁO`)).toBe(true);
  expect(html).toContain('<blockquote>Gió &#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62; &#38; mưa<br>Sơ tán ngay');
  expect(html.indexOf('<blockquote>')).toBeLessThan(html.indexOf('<h1'));
});

test('an English reader has the issuer’s English text, and the Vietnamese one where there is none', () => {
  const mail = (text: { vi: string; en?: string }) => renderEmail(aWarning({ status: 'Actual', text }), { ...reader, language: 'en' }).text;
  expect(mail({ vi: 'Bão.', en: 'Storm.' })).toMatch(/^Storm\.\r\n/);
  expect(mail({ vi: 'Bão.' })).toMatch(/^Bão\.\r\n/);
});

test('whatever comes from outside is escaped, everywhere in the HTML', () => {
  const evil = '<img src=x onerror=alert(1)>"\'&';
  const warning = aWarning({
    status: 'Actual',
    eventName: { vi: evil },
    issuer: evil,
    text: { vi: evil },
    entries: [aWarningEntry({ response: 'Evacuate' })],
    order: { authority: evil, text: evil, at: '2025-11-06T01:30:00.000Z' },
    replayOf: { id: 'x', finishedAt: '2025-11-06T01:30:00.000Z', publisher: evil, source: evil },
  });
  const { html } = renderEmail(warning, reader);
  expect(html).not.toMatch(/<img|onerror=alert\(1\)>/);
  expect(html.match(/&#60;img src=x onerror=alert\(1\)&#62;&#34;&#39;&#38;/g)).toHaveLength(8);
});

test.each(hazardIds)(
  'the HTML of %s needs no image, script, link or style sheet, and says the level in words beside its colour',
  (hazard) => {
    for (const level of [1, 2, 3, 4, 5]) {
      const { html } = renderEmail(warningOf({ hazard, change: 'new', level }), reader);
      expect(html).not.toMatch(/<(img|script|a|link|iframe|style)\b|url\(|https?:/);
      expect(html).toMatch(new RegExp(`thiên tai cấp ${String(level)}/5 \\((xanh dương nhạt|vàng nhạt|da cam|đỏ|tím)\\)`));
      expect(html).toMatch(/<html lang="vi"><head><meta charset="utf-8">/);
    }
  },
);

test('the type of the bulletin stands in the title and the text, with the bulletin’s own id', () => {
  const { subject, text } = renderEmail(aWarning({ status: 'Actual' }), reader);
  expect(subject).toMatch(/ - tin bão khẩn cấp$/);
  expect(text).toContain('Bản tin: Tin bão khẩn cấp, nchmf.tropical-cyclone.storm-of-a-test.1');
});

test('a clause is cited only for the level it gives', () => {
  const agency = { ...reader, audience: 'agency' } as const;
  expect(renderEmail(aWarning({ status: 'Actual' }), agency).text).toContain('(Điều 42, khoản 2, điểm b, Quyết định 18/2021/QĐ-TTg)');
  expect(renderEmail(aWarning({ status: 'Actual' }), { ...agency, language: 'en' }).text).toContain(
    '(clause 42.2.b, Decision 18/2021/QĐ-TTg)',
  );
  const higher = aWarning({ status: 'Actual', entries: [aWarningEntry({ level: 5 })] });
  expect(renderEmail(higher, agency).text).not.toContain('Điều 42');
});

test('a correction is called so once in the title', () => {
  const { subject } = renderEmail(aWarning({ status: 'Actual', bulletinType: 'correction', action: 'correct' }), {
    ...reader,
    reason: 'corrected',
  });
  expect(subject).toBe('ĐÍNH CHÍNH. Bão số 0, phường Quy Nhơn (Gia Lai)');
});

describe('where another bulletin keeps a higher level', () => {
  const TUY_HOA = '22015';
  const kept = aWarningEntry({ change: 'unchanged', level: 2, previousLevel: 4 });
  const here = { vi: 'Một bản tin khác đã cảnh báo mức cao hơn tại đây, chưa hạ.', en: 'Another bulletin warned of a higher level here' };

  test('at all of the places, it is said of here', () => {
    const of = (language: 'vi' | 'en') => allTexts(aWarning({ status: 'Actual', entries: [kept] }), language);
    for (const [text, said] of [
      [of('vi')['mail'], here.vi],
      [of('en')['mail'], here.en],
      [of('en')['sms'], here.en],
    ])
      expect(text).toContain(said);
  });

  test('at some of them, it is said of which, in every text', () => {
    const warning = aWarning({ status: 'Actual', entries: [aWarningEntry({ units: [TUY_HOA], change: 'unchanged', level: 2 }), kept] });
    for (const [language, said, short] of [
      ['vi', 'mức cao hơn tại phường Quy Nhơn (Gia Lai), chưa hạ.', 'mức cao hơn tại Quy Nhơn, chưa hạ.'],
      ['en', 'a higher level for Quy Nhon ward (Gia Lai), not lowered since.', 'a higher level for Quy Nhon, not lowered since.'],
    ] as const) {
      const { mail, sms, loudspeaker } = allTexts(warning, language);
      for (const text of [mail, renderAlert(warning, { language }, { ownText: false }).description]) expect(text).toContain(said);
      expect(sms).toContain(short);
      expect(`${mail} ${sms} ${loudspeaker}`).not.toContain(here[language]);
    }
    // Its places cannot be left open: the text names some of them.
    expect(emailFrame(warning, { ...reader, units: [QUY_NHON, TUY_HOA] })).toBeNull();
    expect(emailFrame(warning, reader)).not.toBeNull();
  });

  test('at none of them, nothing is said', () => {
    const warning = aWarning({ status: 'Actual', entries: [aWarningEntry({ units: [TUY_HOA], change: 'unchanged', level: 2 }), kept] });
    expect(renderEmail(warning, { ...reader, units: [TUY_HOA] }).text).not.toContain('mức cao hơn');
  });
});
