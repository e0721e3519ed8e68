import { bulletinsTable, eventStatesTable, issuingTable, registryTable, supplyBodiesTable } from '@loa/adapters/postgres';
import { assess } from '@loa/domain/risk';
import { supplyBody } from '@loa/domain/supply';
import { decideIssue } from '@loa/domain/warning';
import { smsRegistrations, smsTemplatesText } from '@loa/domain/wording';
import { testAddresses } from '@loa/testing/addresses';
import { aBulletin, aStormArea } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import type { Preview } from './preview.ts';
import { input, NOW, openBed, useBed } from './test-bed.ts';

const { db, bed } = await useBed();
const dryRun = async (payload: unknown) => {
  const answer = await bed.send(payload, bed.forecaster, '?dryRun=true');
  return { status: answer.statusCode, body: answer.json<Preview>() };
};
async function issued(event: string): Promise<void> {
  const assessed = assess(aBulletin(input(event)));
  if (!assessed.ok) throw new Error(assessed.reason);
  await issuingTable(db).issue(assessed.assessment, { now: NOW, decide: decideIssue });
}

test('where the places of an area come to different levels, each level says its places as an area of its own would', async () => {
  const places = [
    { kind: 'province' as const, code: '52' },
    { kind: 'sea-area' as const, id: 'gia-lai-dak-lak' },
  ];
  const { body } = await dryRun(input('apart', { areas: [aStormArea({ places, parameters: { windForce: 14 } })] }));
  expect(body.areas.map(({ at, level, places: own }) => [at, level, own])).toEqual([
    [0, 5, [{ kind: 'former-province', name: 'Bình Định' }]],
    [0, 5, [{ kind: 'former-province', name: 'Gia Lai' }]],
    [0, 4, [places[1]]],
  ]);
});

test('a dry run answers levels with their clause, changes, and texts for citizens and agencies in both languages', async () => {
  const { status, body } = await dryRun(input('seen'));
  expect([status, body.id, body.decision, body.rulebook]).toEqual([200, 'nchmf.tropical-cyclone.seen.1', 'issued', 'vn-18-2021']);
  expect(body.areas[0]).toMatchObject({ verdict: { kind: 'level', clause: expect.stringMatching(/^42\./) } });
  expect(body.changes.map((one) => one.change)).toEqual(['new']);
  for (const audience of ['citizen', 'agency'] as const)
    for (const language of ['vi', 'en'] as const) {
      const { email, sms } = body.texts![audience][language];
      expect([email.subject, email.text, sms].every((text) => text.length > 20)).toBe(true);
    }
  expect(body.texts!.citizen.vi.sms).not.toBe(body.texts!.citizen.en.sms);
  expect(body.texts!.citizen.vi.email.text).toContain('Cơ quan ban hành: Trung tâm Dự báo');
});

test('reach: people and messages per audience, channel and province, segments, minutes behind what waits, and who would hear too late', async () => {
  const registry = registryTable(db, testAddresses);
  const at = (id: number, audience: 'agency' | 'citizen', unit: string) => ({
    ...{
      id,
      audience,
      language: 'vi',
      units: [unit],
      email: `reach-${String(id)}@example.com`,
      phone: `+999${String(id).padStart(9, '0')}`,
    },
  });
  const citizens = Array.from({ length: 40 }, (_, index) => at(index + 1, 'citizen', index % 2 === 0 ? '21583' : '23575'));
  await registry.insertMany([...citizens, at(41, 'agency', '21583'), at(42, 'citizen', '00004')]);
  // On duty at night too: the first contact is called, and the body that has no place here is not.
  const body = (id: string, province: string) =>
    supplyBody.parse({
      ...{ id, name: id, basis: { kind: 'own', text: 'rule 1' }, dutyChannel: 'voice', standInChannel: 'sms' },
      duties: { hazards: 'all', provinces: [province], seaAreas: [] },
      contacts: ['first', 'second'].map((one, n) => ({ id: one, role: one, phone: `+99910000000${String(n)}` })),
    });
  for (const [id, province] of [
    ['here', '52'],
    ['elsewhere', '01'],
  ] as const)
    await supplyBodiesTable(db, testAddresses).put(body(id, province), 'desk', NOW);
  const slow = await openBed(db, {}, { rates: { email: 1_000, sms: 0.001, voice: 1 } });
  const answer = await slow.send(
    input('reach', { status: 'Actual', areas: [aStormArea({ places: [{ kind: 'province', code: '52' }] })] }),
    slow.forecaster,
    '?dryRun=true',
  );
  await slow.close();
  const { reach } = answer.json<Preview>();
  expect([reach?.people, reach?.messages, reach?.untold]).toEqual([42, 84, {}]);
  expect(reach?.audiences).toEqual([
    { audience: 'agency', people: 2, email: 1, sms: 2, voice: 1 },
    { audience: 'citizen', people: 40, email: 40, sms: 40, voice: 0 },
  ]);
  const [email, sms, voice] = reach!.channels;
  expect(voice).toMatchObject({ channel: 'voice', messages: 1, segments: null, minutes: 1 / 60 });
  expect(email).toMatchObject({ channel: 'email', messages: 41, segments: null, ahead: 0, perSecond: 1_000, late: 0, lateShare: 0 });
  expect(sms).toMatchObject({ channel: 'sms', messages: 42, ahead: 0, perSecond: 0.001, minutes: 42 / 0.001 / 60 });
  expect(sms!.segments).toBeGreaterThanOrEqual(42);
  expect(sms!.late).toBeGreaterThan(0);
  expect(reach?.provinces).toEqual([{ province: '52', name: 'Gia Lai', people: 42, email: 41, sms: 42, voice: 1, late: sms!.late }]);
  expect([reach?.noListener.includes('21583'), reach?.noListener.includes('21589')]).toEqual([false, true]);
  expect((await dryRun(input('reach', { status: 'Actual' }))).body.reach?.channels).toMatchObject([
    { minutes: null, late: null },
    { minutes: null },
    { minutes: null },
  ]);
  await db.script('truncate subscribers, supply_bodies, supply_contacts cascade');
});

test('it stores nothing and publishes nothing', async () => {
  const before = await bed.logged();
  await dryRun(input('unseen'));
  expect(await bed.logged()).toEqual(before);
  expect(await bulletinsTable(db).get('nchmf.tropical-cyclone.unseen.1')).toBeNull();
  expect(await eventStatesTable(db).get('unseen')).toBeNull();
  expect((await bed.send(input('unseen'))).statusCode).toBe(202);
});

test('changes are those against what is in force, and what would not be issued says why', async () => {
  await issued('known');
  const higher = await dryRun(input('known', { sequence: 2, areas: [aStormArea({ announcedLevel: 5 })] }));
  expect(higher.body.changes.map((one) => [one.change, one.level, one.previousLevel])).toEqual([['escalated', 5, 4]]);
  expect(higher.body.changes.map((one) => one.keptHigher)).toEqual([false]);
  // Nothing by which a level could be worked out: what is in force stays.
  const open = await dryRun(input('known', { sequence: 2, areas: [aStormArea({ announcedLevel: undefined, parameters: {} })] }));
  expect(open.body.changes.map((one) => [one.change, one.level, one.previousLevel, one.keptHigher])).toEqual([
    ['unchanged', null, 4, true],
  ]);
  const repeat = await dryRun(input('known', { sequence: 2 }));
  expect(repeat.body).toMatchObject({ decision: 'repeat', reason: expect.any(String), changes: [], texts: null, reach: null });
});

test('where another hazard of the event is in force, it proposes to raise', async () => {
  await issued('two');
  const rain = {
    ...input('two'),
    family: 'rain',
    hazard: 'heavy-rain',
    type: 'warning',
    areas: [{ ...aStormArea(), parameters: { rainMm24h: 150 } }],
  };
  const { body } = await dryRun(rain);
  expect(body.raises).toMatchObject([{ with: ['storm'], clause: '4.4' }]);
});

test('a dry run is checked like the real one, and dryRun=maybe is refused', async () => {
  expect((await dryRun({ ...input('bad'), hazard: 'locusts' })).status).toBe(422);
  expect((await bed.send(input('bad'), bed.operator, '?dryRun=true')).statusCode).toBe(403);
  expect((await bed.send(input('bad'), bed.forecaster, '?dryRun=maybe')).statusCode).toBe(400);
});

test('with provisional rows off a preview says what the classifier will say', async () => {
  const rest = input('off');
  const rain = {
    ...rest,
    storm: undefined,
    family: 'rain',
    hazard: 'heavy-rain',
    type: 'warning',
    areas: [{ ...aStormArea(), announcedLevel: undefined, parameters: { rainMm24h: 350 } }],
  };
  const off = await openBed(db, {}, { provisional: 'off' });
  const answer = await off.send(rain, off.forecaster, '?dryRun=true');
  expect(answer.json<Preview>().areas[0]).toMatchObject({ level: null, verdict: { reason: 'provisional-off' } });
  await off.close();
});

test('GET /api/rulebook gives the rulebook in force with every row, its clause, status and words, and asks for no key', async () => {
  const answer = await bed.http.inject({ url: '/api/rulebook' });
  const body = answer.json<{
    id: string;
    tables: { hazards: string[]; rows: { clause: string; status: string; condition: object }[] }[];
  }>();
  expect([answer.statusCode, body.id, body.tables.length]).toEqual([200, 'vn-18-2021', 14]);
  for (const row of body.tables.flatMap((table) => table.rows))
    expect(row).toMatchObject({
      clause: expect.any(String),
      status: expect.any(String),
      condition: { vi: expect.any(String), en: expect.any(String) },
    });
  expect((await bed.http.inject({ url: '/api/rulebook?country=PH' })).json()).toMatchObject({ id: 'cap-severity' });
  expect((await bed.http.inject({ url: '/api/rulebook?country=philippines' })).statusCode).toBe(400);
});

test('a dry run says by which template the SMS of each kind of reader goes at each operator, and refuses what fits none registered there', async () => {
  const registrations = smsRegistrations(
    smsTemplatesText.parse(
      JSON.stringify([
        { name: 'warning-vi', states: { viettel: 'registered', vinaphone: 'pending' } },
        { name: 'emergency-vi', states: { vinaphone: 'registered' } },
        { name: 'warning-vi-x-plain', states: { viettel: 'registered', vinaphone: 'registered' } },
        { name: 'warning-en', states: { viettel: 'registered', vinaphone: 'registered' } },
      ]),
    ),
  );
  const asking = await openBed(db, { registrations });
  const given = input('templates', { status: 'Actual' });
  const refused = await asking.send(given, asking.forecaster, '?dryRun=true');
  expect([refused.statusCode, refused.json<{ type: string }>().type]).toEqual([422, 'urn:loa:problem:sms-template']);
  const expected = 'expected a template that is registered there: warning-vi is pending; cut to emergency-vi it fits one';
  expect(refused.json<{ errors: unknown }>().errors).toEqual([
    { path: 'sms.citizen.vi.vinaphone', expected },
    { path: 'sms.agency.vi.vinaphone', expected },
  ]);
  const told = await asking.send(given, asking.forecaster, '?dryRun=true&templates=emergency');
  const { sms } = told.json<Preview>();
  expect(sms?.map((one) => [one.audience, one.language, one.template, one.operators])).toEqual(
    ['citizen', 'agency'].flatMap((audience) =>
      ['vi', 'vi-x-plain', 'en'].map((language) => [
        ...[audience, language, `warning-${language}`],
        {
          viettel: { template: `warning-${language}`, registered: true, reason: null },
          vinaphone:
            language === 'vi'
              ? { template: 'emergency-vi', registered: true, reason: 'not-registered' }
              : { template: `warning-${language}`, registered: true, reason: null },
        },
      ]),
    ),
  );
  expect((await asking.send(given, asking.forecaster, '?dryRun=true&templates=any')).statusCode).toBe(400);
  expect((await asking.send(given)).statusCode).toBe(202);
  await asking.close();
  const free = await dryRun(input('free', { status: 'Actual' }));
  expect(free.body.sms?.map((one) => [one.template, one.operators])).toContainEqual(['warning-vi', {}]);
});
