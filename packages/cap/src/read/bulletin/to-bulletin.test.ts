import { assess } from '@loa/domain/risk';
import { describe, expect, test } from 'vitest';
import type { Alert, Info } from '../../alert.ts';
import { EN, VI } from '../../check/test-bed.ts';
import type { SourceMapping } from './source-mapping.ts';
import { ABROAD, OWN, alert, bulletinOf, findings, refused } from './test-bed.ts';

test('a message of a Vietnamese issuer becomes a bulletin with everything that it says', () => {
  expect(findings(alert())).toEqual([]);
  expect(bulletinOf(alert())).toEqual({
    issuer: 'dai-hue',
    family: 'cap',
    event: { id: expect.stringMatching(/^cap-[0-9a-f]{20}$/) as unknown },
    type: 'warning',
    sequence: 1,
    finishedAt: '2025-11-06T01:00:00.000Z',
    status: 'Actual',
    scope: 'full',
    urgency: 'Future',
    hazard: 'heavy-rain',
    areas: [
      {
        places: [{ kind: 'province', code: '46' }],
        window: { from: '2025-11-06T01:00:00.000Z', to: '2025-11-07T01:00:00.000Z' },
        onset: '2025-11-06T05:00:00.000Z',
        parameters: {},
        severity: 'Severe',
        announcedLevel: 3,
        response: 'Prepare',
        certainty: 'Likely',
      },
    ],
    text: {
      vi: 'Mưa lớn ở Huế\nMưa 200 mm trong ngày.\nChuẩn bị ứng phó.',
      en: 'Heavy rain in Hue\n200 mm of rain in a day.\nGet ready.',
    },
  });
});

describe('level', () => {
  test('is announced only where the issuer of Viet Nam announced it', () => {
    const level = (mapping: SourceMapping, source: string | null) => {
      const parameter = VI.parameter.flatMap((one) =>
        one.valueName !== 'levelSource' ? [one] : source === null ? [] : [{ ...one, value: source }],
      );
      return bulletinOf(alert({}, { parameter }), mapping).areas[0]?.announcedLevel;
    };
    expect([level(OWN, 'announced'), level(OWN, 'proposed'), level(OWN, null), level(ABROAD, 'announced')]).toEqual([
      3,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('of an alert from abroad is its severity, under its country', () => {
    const made = bulletinOf(alert({}, { severity: 'Extreme' }), ABROAD);
    expect(made).toMatchObject({ country: 'TH', areas: [{ severity: 'Extreme' }] });
    expect(assess(made)).toMatchObject({ ok: true, assessment: { rulebook: 'cap-severity', areas: [{ level: 5, source: 'proposed' }] } });
  });
});

describe('times', () => {
  const area = (info: Partial<Info>) => bulletinOf(alert({}, info)).areas[0];

  test('a window runs from effective, or sent, to expires; the onset stands beside it', () => {
    expect(area({ effective: '2025-11-06T10:00:00+07:00' })).toMatchObject({
      window: { from: '2025-11-06T03:00:00.000Z', to: '2025-11-07T01:00:00.000Z' },
      onset: '2025-11-06T05:00:00.000Z',
    });
    expect(area({ onset: null })).not.toHaveProperty('onset');
  });

  test('without expires the source’s own validity counts, from the onset on', () => {
    expect(area({ expires: null })?.window).toEqual({ from: '2025-11-06T01:00:00.000Z', to: '2025-11-06T17:00:00.000Z' });
    expect(area({ expires: null, onset: null })?.window.to).toBe('2025-11-06T13:00:00.000Z');
  });

  test('an onset after the end counts as now, with a finding; an end before the beginning is refused', () => {
    const late = alert({}, { onset: '2025-11-08T00:00:00+07:00' });
    expect(bulletinOf(late).areas[0]).not.toHaveProperty('onset');
    expect(findings(late)).toEqual(['info[0].onset onset-after-expires', 'info[1].onset onset-after-expires']);
    expect(refused(alert({}, { expires: '2025-11-06T08:00:00+07:00' }))).toEqual([
      'info[0].expires validity-empty',
      'info[1].expires validity-empty',
    ]);
    expect(refused(alert({}, { expires: 'mai' }))).toEqual(['info[0].expires time-unreadable', 'info[1].expires time-unreadable']);
  });

  test('the response is the strongest, certainty stays the issuer’s, urgency is the most urgent', () => {
    expect(area({ responseType: ['Monitor', 'Shelter', 'Avoid', 'Execute'], certainty: 'Possible' })).toMatchObject({
      response: 'Shelter',
      certainty: 'Possible',
    });
    expect(bulletinOf(alert({ info: [VI, { ...EN, urgency: 'Immediate' }] })).urgency).toBe('Immediate');
    expect(bulletinOf(alert({}, { urgency: 'Unknown' }))).not.toHaveProperty('urgency');
  });
});

describe('text', () => {
  test('in English alone leaves Vietnamese empty; another language is named and left out', () => {
    expect(bulletinOf(alert({ info: [EN] })).text).toEqual({ vi: '', en: 'Heavy rain in Hue\n200 mm of rain in a day.\nGet ready.' });
    const french = alert({ info: [{ ...VI, language: 'fr' }] });
    expect(bulletinOf(french)).not.toHaveProperty('text');
    expect(findings(french)).toEqual(['info[0].language language-not-carried']);
  });

  test('beyond what a bulletin holds is cut, with a finding', () => {
    const long = alert({}, { description: 'a'.repeat(30_000) });
    expect(bulletinOf(long).text?.vi).toHaveLength(20_000);
    expect(findings(long)).toEqual(['info text-cut', 'info text-cut']);
  });
});

test.each<[string, Partial<Alert>, string]>([
  ['a draft', { status: 'Draft' }, 'status status-not-carried'],
  ['a message between systems', { status: 'System' }, 'status status-not-carried'],
  ['an acknowledgement', { msgType: 'Ack' }, 'msgType no-warning'],
  ['an error', { msgType: 'Error' }, 'msgType no-warning'],
  ['a restricted message', { scope: 'Restricted' }, 'scope not-public'],
  ['a private message', { scope: 'Private' }, 'scope not-public'],
  ['a message without blocks', { info: [] }, 'info info-missing'],
])('%s is no bulletin', (_, change, finding) => {
  expect(refused(alert(change))).toEqual([finding]);
});

test.each(['Exercise', 'Test'])('%s stays what it is', (status) => {
  expect(bulletinOf(alert({ status })).status).toBe(status);
});
