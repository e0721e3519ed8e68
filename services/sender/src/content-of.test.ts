import type { EmailContent, LedgerRow } from '@loa/domain/ports';
import { smsRegistrations, smsTemplatesText } from '@loa/domain/wording';
import { aWarning } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { contents, hasLink } from './content-of.ts';

const batch = { id: 1, channel: 'sms', lane: 'urgent', language: 'vi', leasedBefore: false } as const;
const row = (unaccented: boolean): LedgerRow => ({
  ...{ deliveryId: 1, subscriberId: 1, to: '+999905000111', audience: 'citizen', reason: 'first-news', level: 4, units: ['21583'] },
  ...{ expiresAt: '2025-11-06T06:00:00.000Z', state: 'queued', stateReason: null, attempt: 0, doubts: 0, provider: null, unaccented },
  ...{ optedOut: false, supply: false, exercises: false, watchdog: false, waits: false },
});

test('whoever asked for SMS without marks gets them so, and their neighbour does not', () => {
  const contentOf = contents('sms');
  const texts = [false, true, false].map((asked) => {
    const content = contentOf(aWarning(), batch, row(asked), undefined);
    return 'text' in content ? content.text : '';
  });
  expect(texts[0]).toBe(texts[2]);
  expect(texts.map((text) => /[\u1ea0-\u1ef9]/u.test(text))).toEqual([true, false, true]);
});

const warning = aWarning();
const [unit = ''] = warning.entries[0]?.units ?? [];
const mailBatch = { id: 1, channel: 'email', lane: 'flash', language: 'vi', leasedBefore: false } as const;
const reader: LedgerRow = { ...row(false), units: [unit] };

test('an e-mail is rendered once per warning, language and audience for those of the same places, however many they are', () => {
  let rendered = 0;
  const contentOf = contents('email', { rendered: () => (rendered += 1) });
  const texts = Array.from({ length: 1_000 }, (_, deliveryId) => contentOf(warning, mailBatch, { ...reader, deliveryId }, undefined));
  expect([new Set(texts).size, rendered]).toEqual([1, 1]);
  contentOf(warning, { ...mailBatch, language: 'en' }, reader, undefined);
  contentOf(warning, mailBatch, { ...reader, audience: 'agency' }, undefined);
  expect(rendered).toBe(3);
});

test('an e-mail links to the page and the CAP message of its warning where there is a public address', () => {
  const links = [`https://loa.example/warnings/${warning.id}?language=en`, `https://loa.example/warnings/${warning.id}.xml`];
  const contentOf = contents('email', { publicUrl: 'https://loa.example/' });
  const { text, html } = contentOf(warning, { ...mailBatch, language: 'en' }, reader, undefined) as EmailContent;
  for (const link of links) {
    expect(text).toContain(link);
    expect(html).toContain(link);
  }
  expect(contents('email')(warning, mailBatch, reader, undefined).text).not.toContain('http');
});

const agency = (deliveryId: number, more: Partial<LedgerRow>): LedgerRow => ({ ...row(false), deliveryId, audience: 'agency', ...more });
const linkOf = (deliveryId: number): string => `https://loa.example/c/${deliveryId.toString(36)}`;

test('agencies, relays and bodies of the supply list get the link of their own delivery, and nobody else gets one', () => {
  for (const channel of ['email', 'sms'] as const) {
    const contentOf = contents(channel, { confirmLink: linkOf });
    for (const more of [{ audience: 'agency' }, { audience: 'relay' }, { audience: 'citizen', supply: true }] as const)
      for (const id of [7, 123_456_789]) {
        const text = JSON.stringify(contentOf(warning, batch, agency(id, more), undefined));
        expect(text.match(/https:[^"<\\]*/g)).toEqual(Array(channel === 'email' ? 3 : 1).fill(linkOf(id)));
      }
    for (const more of [{ audience: 'citizen' }, { audience: 'media' }, { audience: 'agency', watchdog: true }] as const) {
      expect(hasLink(agency(7, more))).toBe(false);
      expect(JSON.stringify(contentOf(warning, batch, agency(7, more), undefined))).not.toContain('https:');
    }
    expect(JSON.stringify(contents(channel)(warning, batch, agency(7, {}), undefined))).not.toContain('https:');
  }
});

test('who gets no link reads the very same object', () => {
  const contentOf = contents('email', { confirmLink: linkOf });
  const citizen = () => contentOf(warning, batch, agency(7, { audience: 'citizen' }), undefined);
  expect(citizen()).toBe(citizen());
});

test('an SMS to a number of an operator where its template is not registered goes by the emergency template, counted; all others whole', () => {
  const registrations = smsRegistrations(
    smsTemplatesText.parse('[{"name":"warning-vi","states":{"viettel":"registered","vinaphone":"refused"}}]'),
  );
  const cut: string[] = [];
  const contentOf = contents('sms', { registrations, byEmergency: (operator) => cut.push(operator) });
  const textTo = (to: string): string => contentOf(warning, batch, { ...reader, to }, undefined).text;
  const [viettel, vinaphone, itel, abroad] = ['+84961234567', '+84911234567', '+84871234567', '+999905000111'].map(textTo);
  expect(viettel).toBe(contents('sms')(warning, batch, reader, undefined).text);
  expect([itel, abroad]).toEqual([viettel, viettel]);
  expect(viettel?.startsWith(vinaphone ?? '-') && viettel !== vinaphone).toBe(true);
  textTo('+84911234568');
  expect(cut).toEqual(['vinaphone', 'vinaphone']);
});
