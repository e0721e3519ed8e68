import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { hazardIds } from '@loa/domain/bulletin';
import { change, isTakenBack } from '@loa/domain/warning';
import { type Alert, alertOf, check, readCap, ReferenceMissing, toXml } from '../index.ts';
import { generatedWarnings, schemaComplaints, schemaMissing, seasonWarnings, SETTINGS, unitsOf } from './test-bed.ts';

const season = seasonWarnings();
const generated = generatedWarnings(2000);
const written = [...season, ...generated].map((one) => {
  const alert = alertOf(one, SETTINGS);
  return { ...one, alert, xml: toXml(alert) };
});
const byLanguage = (alert: Alert, language: string) => alert.info.filter((one) => one.language === language);

test('every warning of the season and of 2,000 generated ones becomes an alert, and these hold all hazards, changes, levels and statuses', () => {
  expect(season.length).toBeGreaterThan(15);
  expect(written).toHaveLength(season.length + 2000);
  const entries = generated.flatMap(({ warning }) => warning.entries);
  expect(new Set(generated.map(({ warning }) => warning.hazard)).size).toBe(hazardIds.length);
  expect(new Set(entries.map((one) => one.change)).size).toBe(change.options.length);
  expect(new Set(entries.map((one) => one.level)).size).toBe(6);
  expect(new Set(generated.map(({ warning }) => `${warning.status} ${warning.msgType}`)).size).toBe(9);
});

test.skipIf(schemaMissing())('every alert is valid against the CAP 1.2 schema', () => {
  expect(schemaComplaints(written.map(({ xml }) => xml))).toBe('');
});

test.skipIf(schemaMissing())('the schema refuses an alert whose elements stand in another order', () => {
  const [one] = written;
  const moved = one!.xml.replace(/(<sender>.*?<\/sender>)(<sent>.*?<\/sent>)/, '$2$1');
  expect(schemaComplaints([moved])).toContain('0.xml fails to validate');
});

test('every alert passes the checker of what the schema does not catch, with what Loa asks of its own', () => {
  for (const { warning, alert } of written) expect(check(alert, { strict: true }), warning.id).toEqual([]);
});

test('every alert is read back as it was written, texts of strange characters aside, without a finding', () => {
  for (const { warning, alert, xml } of written.filter((one) => one.warning.text === undefined)) {
    const read = readCap(xml);
    expect(read.kind === 'read' && { alert: read.alert, findings: read.findings }, warning.id).toEqual({ alert, findings: [] });
  }
});

describe('blocks', () => {
  test('stand in pairs of vi-VN and en that agree in everything but words', () => {
    for (const { alert } of written) {
      const [vi, en] = [byLanguage(alert, 'vi-VN'), byLanguage(alert, 'en')];
      expect(vi.length + en.length).toBe(alert.info.length);
      const facts = (all: Alert['info']) =>
        all.map(({ category, responseType, urgency, severity, certainty, eventCode, onset, expires, parameter, area }) => ({
          ...{ category, responseType, urgency, severity, certainty, eventCode, onset, expires, parameter },
          area: area.map(({ polygon, geocode }) => ({ polygon, geocode })),
        }));
      expect(facts(vi)).toEqual(facts(en));
    }
  });

  test('have a headline of at most 140 characters, a description and an instruction, all different and none empty', () => {
    for (const { alert } of written)
      for (const { headline, description, instruction } of alert.info) {
        expect(headline!.length).toBeLessThanOrEqual(140);
        expect(new Set([headline, description, instruction].map((one) => one!.trim())).size).toBe(3);
        for (const one of [headline, description, instruction]) expect(one!.trim()).not.toBe('');
      }
  });

  test('carry the issuer’s text unchanged, each language its own', () => {
    for (const { warning, alert } of written.filter((one) => one.warning.text?.vi)) {
      expect(byLanguage(alert, 'vi-VN')[0]!.description).toContain(warning.text!.vi);
      if (warning.text!.en) expect(byLanguage(alert, 'en')[0]!.description).toContain(warning.text!.en);
    }
  });

  test('name the units of the warning, each once in a language and none besides, with what changed there', () => {
    for (const { warning, alert } of written)
      for (const language of ['vi-VN', 'en']) {
        const named = byLanguage(alert, language).flatMap(({ area }) => area.flatMap(unitsOf));
        const said = [...warning.entries, ...(warning.standing ?? [])].flatMap(({ units }) => units);
        expect(named.toSorted()).toEqual(said.toSorted());
        const changes = byLanguage(alert, language).flatMap(({ parameter }) => parameter.filter((one) => one.valueName === 'change'));
        const kept = warning.standing === undefined ? [] : ['unchanged'];
        expect(new Set(changes.map(({ value }) => value))).toEqual(new Set([...warning.entries.map((entry) => entry.change), ...kept]));
      }
  });

  test('say AllClear for what its issuer ended, and for nothing else', () => {
    for (const { warning, alert } of written)
      for (const { responseType, area, parameter } of alert.info) {
        const ended = warning.entries.filter((one) => one.change === 'ended').flatMap((one) => one.units);
        const clear = responseType.includes('AllClear');
        expect(clear).toBe(parameter.some(({ valueName, value }) => valueName === 'change' && value === 'ended'));
        if (clear) expect(ended).toEqual(expect.arrayContaining(area.flatMap(unitsOf)));
      }
  });

  test('never say "an toàn", and never a proposed level’s number in words', () => {
    for (const { warning, alert } of written) {
      const words = alert.info.map(({ headline, description, instruction }) => `${headline!} ${description!} ${instruction!}`).join(' ');
      if (warning.text === undefined) expect(words).not.toMatch(/an toàn|\bsafe\b/u);
      const levels = warning.entries.filter((one) => one.source === 'announced' && !isTakenBack(one.change));
      const standing = (warning.standing ?? []).some((one) => one.source === 'announced');
      if (warning.text === undefined && levels.length === 0 && !standing) expect(words).not.toMatch(/thiên tai cấp|risk level/iu);
    }
  });

  test('expire after the alert was sent', () => {
    for (const { alert } of written) for (const one of alert.info) expect(Date.parse(one.expires!)).toBeGreaterThan(Date.parse(alert.sent));
  });
});

describe('what an alert refers to', () => {
  const earlier = [3, 4].map((number) => ({
    id: `test-${number}`,
    number,
    status: 'Test' as const,
    issuedAt: `2025-11-05T23:0${number}:00.500Z`,
  }));
  const update = aWarning({ number: 5, references: ['test-3', 'test-4'] });

  test('is every warning of its references, by sender, identifier and time as those were sent', () => {
    expect(alertOf({ warning: update, earlier }, SETTINGS).references).toEqual([
      {
        sender: SETTINGS.sender,
        identifier: 'urn:oid:2.49.0.1.704.0.2025.11.6.6.3.0.32',
        sent: '2025-11-06T06:03:00+07:00',
      },
      { sender: SETTINGS.sender, identifier: 'urn:oid:2.49.0.1.704.0.2025.11.6.6.4.0.42', sent: '2025-11-06T06:04:00+07:00' },
    ]);
  });

  test('is never left out: a warning that was not given stops the alert', () => {
    expect(() => alertOf({ warning: update, earlier: earlier.slice(1) }, SETTINGS)).toThrow(ReferenceMissing);
  });

  test('agrees with the identifier of the alert itself, over the season', () => {
    const identities = new Set(season.map((one) => JSON.stringify(identityOf(alertOf(one, SETTINGS)))));
    expect(identities.size).toBe(season.length);
    for (const one of season)
      for (const reference of alertOf(one, SETTINGS).references) expect(identities).toContain(JSON.stringify(reference));
    expect(season.some((one) => one.warning.references.length > 1)).toBe(true);
  });
});

const identityOf = ({ sender, identifier, sent }: Alert) => ({ sender, identifier, sent });

describe('an alert of the ward Quy Nhơn', () => {
  const of = (overrides: Parameters<typeof aWarning>[0] = {}) => alertOf({ warning: aWarning(overrides), earlier: [] }, SETTINGS);
  const first = (alert: Alert) => alert.info[0]!;
  const parameters = (alert: Alert) => Object.fromEntries(first(alert).parameter.map(({ valueName, value }) => [valueName, value]));

  test('says who, what, where, and when', () => {
    const alert = of({ status: 'Exercise' });
    expect({ ...alert, info: [] }).toMatchObject({
      sent: '2025-11-06T07:00:01+07:00',
      source: 'nchmf',
      scope: 'Public',
      code: ['profile:Loa:1.0'],
      note: 'DIỄN TẬP / EXERCISE: storm-of-a-test',
      incidents: ['storm-of-a-test'],
    });
    expect(first(alert)).toMatchObject({
      event: 'Bão',
      urgency: 'Future',
      severity: 'Extreme',
      certainty: 'Likely',
      responseType: ['Avoid'],
      onset: '2025-11-06T16:00:00+07:00',
      expires: '2025-11-07T04:00:00+07:00',
      web: 'https://loa.example/public/warnings/exercise-1',
      headline: 'DIỄN TẬP. Bão số 0, Quy Nhơn. Rủi ro thiên tai cấp 4/5 (đỏ)',
    });
    expect(first(alert).area).toMatchObject([
      { areaDesc: 'phường Quy Nhơn (Gia Lai)', geocode: [{ valueName: 'VN-COMMUNE', value: '21583' }] },
    ]);
    expect(first(of()).description).toContain('Rủi ro thiên tai cấp 4/5 (đỏ).');
    expect(of({ status: 'Actual' }).note).toBeNull();
  });

  test('keeps the level apart from the severity, with its clause', () => {
    expect(parameters(of())).toMatchObject({
      'VN-RISK-LEVEL': '4',
      'VN-RISK-COLOUR': 'red',
      'VN-RISK-CLAUSE': '42.2.b',
      levelSource: 'announced',
      bulletinType: 'emergency',
      awareness_level: '4; red; Extreme',
      awareness_type: '1; Wind',
      change: 'new',
    });
  });

  test('cites no clause where the table gives another level than the issuer', () => {
    expect(parameters(of({ entries: [aWarningEntry({ level: 3 })] }))).not.toHaveProperty('VN-RISK-CLAUSE');
  });

  test('from abroad keeps the severity its issuer gave, and claims no level of the law', () => {
    const verdict = {
      kind: 'level' as const,
      level: 4,
      article: 0,
      clause: 'cap.severity.Severe',
      status: 'confirmed' as const,
      met: { vi: '', en: '' },
    };
    const alert = of({ entries: [aWarningEntry({ source: 'proposed', verdict })] });
    expect(first(alert).severity).toBe('Severe');
    expect(Object.keys(parameters(alert))).not.toEqual(expect.arrayContaining(['VN-RISK-LEVEL']));
  });

  test.each([
    [null, 'Unknown'],
    [1, 'Minor'],
    [2, 'Moderate'],
    [3, 'Severe'],
    [4, 'Extreme'],
    [5, 'Extreme'],
  ])('of level %s is %s', (level, severity) => {
    expect(first(of({ entries: [aWarningEntry({ level, source: level === null ? null : 'announced', verdict: null })] })).severity).toBe(
      severity,
    );
  });

  test.each([
    ['2025-11-06T00:00:00.000Z', 'Immediate'],
    ['2025-11-06T01:00:00.000Z', 'Expected'],
    ['2025-11-06T01:00:02.000Z', 'Future'],
  ])('with onset %s is %s, unless the issuer says otherwise', (onset, urgency) => {
    const entries = [aWarningEntry({ onset })];
    expect(first(of({ entries })).urgency).toBe(urgency);
    expect(first(of({ entries, urgency: 'Future' })).urgency).toBe('Future');
  });

  test.each([
    ['ended', 'end', 'AllClear', '2025-11-06T10:00:01+07:00'],
    ['narrowed', 'issue', 'Monitor', '2025-11-06T10:00:01+07:00'],
    ['cancelled', 'cancel', 'None', '2025-11-07T04:00:00+07:00'],
  ] as const)('that is %s asks for nothing more, by %s: %s', (what, action, responseType, expires) => {
    const entry = aWarningEntry({ change: what, level: null, source: null, verdict: null, response: 'Monitor' });
    const alert = of({ action, entries: [entry] });
    expect(first(alert)).toMatchObject({ responseType: [responseType], urgency: 'Past', severity: 'Minor', onset: null, expires });
    expect(Object.keys(parameters(alert))).toEqual(['bulletinType', 'bulletinId', 'change', 'awareness_type']);
  });

  test('tells people to leave only by an order, or by tsunami warning 3', () => {
    const entries = [aWarningEntry({ response: 'Shelter' })];
    expect(first(of({ hazard: 'tsunami', bulletinType: 'warning-3', entries })).responseType).toEqual(['Evacuate']);
    expect(first(of({ hazard: 'tsunami', bulletinType: 'warning-2', entries })).responseType).toEqual(['Shelter']);
    const order = { authority: 'Ủy ban nhân dân tỉnh Gia Lai', at: '2025-11-05T23:00:00.000Z' };
    const leaving = first(of({ order, entries: [aWarningEntry({ response: 'Evacuate' })] }));
    expect(leaving.instruction).toMatch(/^Sơ tán ngay\. Theo lệnh của Ủy ban nhân dân tỉnh Gia Lai lúc 06:00 ngày 06\/11\/2025\./);
    expect(first(of({ entries: [aWarningEntry({ response: 'Evacuate' })] })).instruction).toContain('Sẵn sàng sơ tán');
  });

  test.each([
    [undefined, 'OET-202'],
    [11, 'OET-202'],
    [[11, 12] as [number, number], 'OET-204'],
  ])('of a storm with wind force %s has the term %s', (windForce, code) => {
    const storm = { centre: windForce === undefined ? {} : { windForce }, steps: [] };
    expect(first(of({ storm })).eventCode).toEqual([
      { valueName: 'OET:v1.2', value: code },
      { valueName: 'VN-HAZARD', value: 'storm' },
    ]);
  });

  test('keeps what its series has in force elsewhere, since an Update stands in for all before', () => {
    const row = { units: ['21589'], level: 3, source: 'announced' as const, verdict: null, response: 'Evacuate' as const };
    const times = { onset: '2025-11-06T02:00:00.000Z', expiresAt: '2025-11-06T20:00:00.000Z' };
    const order = { authority: 'Ủy ban nhân dân tỉnh Gia Lai', at: '2025-11-05T23:00:00.000Z' };
    const standing = [{ ...row, ...times, hazard: 'surge' as const }];
    const [, , kept] = of({ bulletinType: 'quick', text: { vi: 'Tin nhanh.' }, urgency: 'Immediate', order, standing }).info;
    expect(kept).toMatchObject({
      event: 'Nước dâng',
      headline: expect.stringMatching(/nước dâng/i),
      responseType: ['Evacuate'],
      urgency: 'Future',
      onset: '2025-11-06T09:00:00+07:00',
      area: [{ geocode: [{ valueName: 'VN-COMMUNE', value: '21589' }] }],
    });
    expect(kept!.description).not.toContain('Tin nhanh');
    expect(kept!.instruction).not.toContain('Sơ tán ngay');
    expect(kept!.parameter).toContainEqual({ valueName: 'change', value: 'unchanged' });
  });

  test('an issuer’s text too long to stand in every block stands in the first of its language', () => {
    const entries = [aWarningEntry(), aWarningEntry({ units: ['21589'], level: 3 })];
    const [vi, , second] = of({ entries, text: { vi: 'ba chữ '.repeat(2500) } }).info;
    expect(vi!.description).toContain('ba chữ');
    expect(second!.description).not.toContain('ba chữ');
    const short = of({ entries, text: { vi: 'ba chữ' } }).info;
    expect(short[2]!.description).toContain('ba chữ');
    expect(short[1]!.description).not.toContain('ba chữ');
  });
});
