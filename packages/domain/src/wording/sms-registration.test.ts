import { readFileSync } from 'node:fs';
import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { mobileOperators } from '../audience/mobile-operator.ts';
import { bulletin } from '../bulletin/index.ts';
import { assess } from '../risk/index.ts';
import { decideIssue, emptyEventState, type EventState, type Warning } from '../warning/index.ts';
import {
  publicReader,
  type Reader,
  renderEmergencySms,
  renderSms,
  smsAt,
  smsRegistrations,
  type SmsRegistrations,
  smsTemplates,
  smsTemplatesText,
  TABLES,
} from './index.ts';
import { VI_UNACCENTED } from './table/unaccented.ts';
import { QUY_NHON } from './test-bed.ts';

const registered = (configured: readonly object[]): SmsRegistrations =>
  smsRegistrations(smsTemplatesText.parse(JSON.stringify(configured)));
const NAMES = [...TABLES, VI_UNACCENTED].flatMap(smsTemplates).map((one) => one.name);
const everywhere = Object.fromEntries(mobileOperators.map((one) => [one, 'registered']));
const warning = aWarning({ status: 'Actual', hazard: 'heavy-rain' });
const reader: Reader = { language: 'vi', audience: 'citizen', units: [QUY_NHON], reason: 'first-news' };

/** Every warning of the published season, decided bulletin by bulletin. */
function season(): Warning[] {
  const file = new URL('../../../../services/standalone/fixtures/season-2025.jsonl', import.meta.url);
  const states = new Map<string, EventState>();
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .flatMap((line, at) => {
      const one = bulletin.parse(JSON.parse(line));
      const assessed = assess(one);
      if (!assessed.ok) throw new Error(assessed.reason);
      const decision = decideIssue(assessed.assessment, states.get(one.event.id) ?? emptyEventState, one.finishedAt);
      if (decision.kind !== 'issue') return [];
      const id = `exercise-${String(at + 1)}`;
      states.set(one.event.id, decision.stateAfter({ id }));
      return [{ ...decision.draft, id, number: at + 1 }];
    });
}

test('every SMS of the season, with marks, without and in English, fits a built-in template; the emergency wording does so too', () => {
  const registrations = registered(NAMES.map((name) => ({ name, states: everywhere })));
  const warnings = season();
  expect(warnings.length).toBeGreaterThan(15);
  for (const one of warnings)
    for (const language of ['vi', 'en'])
      for (const more of [{}, { unaccented: 'asked' }, { audience: 'agency', confirmLink: 'https://loa.example/c/2s8w' }] as const) {
        const units = one.entries.flatMap((entry) => entry.units);
        for (const places of [units, units.slice(0, 1)]) {
          const someone: Reader = { ...publicReader(one, { language, units: places }), ...more };
          const whole = renderSms(one, someone);
          expect(registrations.templateFor(whole, 'viettel'), whole.text).toEqual({ fits: true, template: whole.template });
          const cut = renderEmergencySms(one, someone);
          expect(registrations.templateFor(cut, 'viettel'), cut.text).toMatchObject({ fits: true });
        }
      }
});

test('without a configuration every text fits at every operator, and nothing is cut', () => {
  const none = smsRegistrations();
  expect(none.operators).toEqual([]);
  expect(none.templateFor({ text: 'Mua ngay', language: 'vi', template: 'warning-vi' }, 'viettel')).toEqual({ fits: true, template: null });
  expect(smsAt(none, warning, reader, 'viettel').sms).toEqual(renderSms(warning, reader));
});

test('at an operator where the template is not registered the SMS goes by the emergency template, elsewhere whole', () => {
  const registrations = registered([
    { name: 'warning-vi', states: { viettel: 'registered', vinaphone: 'pending', mobifone: 'refused' } },
    { name: 'emergency-vi', states: { vinaphone: 'registered', vietnamobile: 'registered' } },
  ]);
  expect(registrations.operators).toEqual(['viettel', 'vinaphone', 'mobifone', 'vietnamobile']);
  const whole = renderSms(warning, reader).text;
  const cut = renderEmergencySms(warning, reader).text;
  expect(whole.startsWith(cut) && whole.length > cut.length).toBe(true);
  const at = (operator: Parameters<typeof smsAt>[3]) => {
    const { sms, fit } = smsAt(registrations, warning, reader, operator);
    return [sms.text, fit.fits ? fit.template : `${fit.reason}: ${fit.reason === 'not-registered' ? String(fit.state) : ''}`];
  };
  expect(at('viettel')).toEqual([whole, 'warning-vi']);
  expect(at('vinaphone')).toEqual([cut, 'not-registered: pending']);
  expect(at('mobifone')).toEqual([cut, 'not-registered: refused']);
  expect(at('vietnamobile')).toEqual([cut, 'not-registered: null']);
  for (const free of ['itel', null] as const) expect(at(free)).toEqual([whole, null]);
});

test('the emergency template is always there, whatever its own state, and keeps an order to leave, what remains in force and the link', () => {
  const registrations = registered([{ name: 'emergency-vi', states: { viettel: 'refused' } }]);
  const order = { authority: 'Chủ tịch UBND tỉnh Gia Lai', at: '2025-11-06T01:30:00.000Z' };
  const leave = aWarning({ status: 'Actual', hazard: 'flash-flood-landslide', entries: [aWarningEntry({ response: 'Evacuate' })], order });
  const relay: Reader = { ...reader, audience: 'relay', confirmLink: 'https://loa.example/c/2s8w' };
  const { sms, fit } = smsAt(registrations, leave, relay, 'viettel');
  expect([sms.template, fit.fits]).toEqual(['emergency-vi', false]);
  expect(sms.text).toContain('Theo lệnh của Chủ tịch UBND tỉnh Gia Lai');
  expect(sms.text.endsWith('https://loa.example/c/2s8w')).toBe(true);
  const ended = aWarning({
    status: 'Actual',
    action: 'end',
    entries: [aWarningEntry({ change: 'ended', level: null, response: 'Monitor' })],
  });
  const after: Reader = { ...reader, reason: 'ended', stillInForce: [{ hazard: 'heavy-rain' }] };
  expect(smsAt(registrations, ended, after, 'viettel').sms.text).toContain('Vẫn còn cảnh báo: mưa lớn.');
});

test("a text fits a template of one's own where it is registered; one of another language is no help", () => {
  const own = { name: 'viettel-7', text: 'Tin {at:phrase:14}. {what:text:500}', states: { viettel: 'registered' } };
  const sms = renderSms(warning, reader);
  expect(registered([{ ...own, language: 'vi' }]).templateFor(sms, 'viettel')).toEqual({
    fits: true,
    template: 'viettel-7',
  });
  expect(registered([{ ...own, language: 'en' }]).templateFor(sms, 'viettel')).toMatchObject({ fits: false, template: 'warning-vi' });
});

test('a text that fits no template says how far it was an instance of one', () => {
  const { text } = renderSms(warning, reader);
  const registrations = registered([{ name: 'warning-vi', states: { viettel: 'registered' } }]);
  const wrong = { text: `${text} Mua ngay.`, language: 'vi', template: 'warning-vi' };
  expect(registrations.templateFor(wrong, 'viettel')).toEqual({ fits: false, reason: 'matches-none', at: text.length + 1 });
});

test.each([
  ['[', 'expected JSON'],
  ['{}', 'expected a list of templates'],
  ['[{"name":"mine","states":{}}]', 'expected a text, or one of the names warning-vi'],
  ['[{"name":"mine","text":"a","states":{}}]', 'expected the language of the text'],
  ['[{"name":"mine","language":"vi","text":"{a}","states":{}}]', 'expected {name:text:120}'],
  ['[{"name":"warning-vi","text":"a","states":{}}]', 'expected none, since warning-vi is built in'],
  ['[{"name":"warning-vi","states":{"viettel":"yes"}}]', 'expected registered, pending or refused'],
  ['[{"name":"warning-vi","states":{"att":"pending"}}]', 'expected operators of viettel'],
  ['[{"name":"warning-vi","states":{}},{"name":"warning-vi","states":{}}]', 'expected every name once'],
])('%s is refused: %s', (text, expected) => {
  const result = smsTemplatesText.safeParse(text);
  expect(result.success).toBe(false);
  expect(JSON.stringify(result.error?.issues)).toContain(expected);
});
