import { nextStep, openingsOf, type SupplyBody, supplyBody } from '@loa/domain/supply';
import { testAddresses } from '@loa/testing/addresses';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bedOn, NOW, settled, stormWarning } from '../fanout/test-bed.ts';
import { type Database, migrate, openPglite, openPostgres, registryTable } from '../index.ts';
import { confirmationsTable, confirmationUrl, confirmedDelivery, supplyBodiesTable, supplyDeskTable, supplyRecordsTable } from './index.ts';

const QUY_NHON = '21583';
const HA_NOI = '00004';
const after = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

const aBody = (more: Record<string, unknown> = {}): SupplyBody =>
  supplyBody.parse({
    ...{
      id: 'gia-lai',
      name: 'Ban chỉ huy tỉnh',
      basis: { kind: 'own', text: 'quy chế phối hợp' },
      dutyChannel: 'sms',
      standInChannel: 'email',
    },
    duties: { hazards: 'all', provinces: ['52'], seaAreas: [] },
    contacts: [
      { id: 'duty', role: 'Trực ban', phone: '+999000000101', email: 'duty@example.com' },
      { id: 'head', role: 'Trưởng phòng', phone: '+999000000102' },
    ],
    ...more,
  });

function supplyContract(engine: string, open: () => Promise<Database>): void {
  describe(`supply list: ${engine}`, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open();
      await migrate(db);
    });
    afterAll(() => db.close());
    beforeEach(async () => {
      await db.script(
        'truncate warnings, fanout_jobs, batches, deliveries, subscribers, subscriber_units, supply_bodies restart identity cascade',
      );
      await registryTable(db, testAddresses).insertMany([
        { id: 1, audience: 'citizen', language: 'vi', phone: '+999000000001', units: [QUY_NHON] },
        { id: 2, audience: 'agency', language: 'vi', phone: '+999000000002', units: [QUY_NHON], supply: true },
      ]);
    });
    const bodies = () => supplyBodiesTable(db, testAddresses);
    const desk = () => supplyDeskTable(db);
    const put = (body = aBody()) => bodies().put(body, 'night shift', NOW);

    /** Issues a warning and opens its supply as fan-out does. */
    const issue = async (number = 1, more: Parameters<typeof stormWarning>[1][number] = {}) => {
      const bed = bedOn(db);
      const warning = await bed.issue(stormWarning(number, [{ units: [QUY_NHON], level: 4, ...more }]));
      const found = openingsOf(warning, await desk().roster(), NOW);
      return { bed, warning, opened: await desk().open(warning, found, { followUp: false, now: NOW }) };
    };
    const toldNow = async (): Promise<string[]> => {
      const rows = await db.query<{ who: string }>(
        `select coalesce(c.body_id || '/' || c.id, 's' || d.subscriber_id) || ' ' || d.channel || ' ' || d.warning_id as who from deliveries d
         left join supply_contacts c on d.subscriber_id in (c.email_subscriber, c.phone_subscriber, c.voice_subscriber) order by d.id`,
      );
      return rows.map((row) => row.who);
    };

    test('a body comes back as it was put, and no address stands in the tables', async () => {
      await put();
      expect(await bodies().list()).toEqual([aBody()]);
      const rows = JSON.stringify([await db.query('select * from supply_bodies'), await db.query('select * from supply_contacts')]);
      expect(rows).not.toMatch(/999000000101|duty@example/);
    });

    test('a changed contact keeps its subscribers, one left out loses its addresses, and a removed body its calls', async () => {
      await put();
      const before = await db.query('select id, phone_subscriber from supply_contacts order by id');
      const changed = aBody({ contacts: [{ id: 'duty', role: 'Trực ban', phone: '+999000000109', email: 'duty@example.com' }] });
      await put(changed);
      expect(await bodies().list()).toEqual([changed]);
      expect(await db.query('select id, phone_subscriber from supply_contacts order by id')).toEqual(before);
      const kept = await db.query<{ n: number }>('select count(*)::int as n from subscribers where phone_sealed is not null');
      expect(kept[0]?.n).toBe(3);
      expect([await bodies().remove('gia-lai', 'night shift', NOW), await bodies().remove('gia-lai', 'night shift', NOW)]).toEqual([
        true,
        false,
      ]);
      expect([await bodies().list(), await desk().roster()]).toEqual([[], []]);
    });

    test('the contact on duty is told on both channels before the strata, and nobody else of the body is', async () => {
      await put();
      const { bed, opened } = await issue();
      expect(opened).toBe('opened');
      await bed.slices();
      const [first, second, ...others] = await toldNow();
      expect([first, second].toSorted()).toEqual(['gia-lai/duty email actual-1', 'gia-lai/duty sms actual-1']);
      expect(others.toSorted()).toEqual(['s1 sms actual-1', 's2 sms actual-1']);
    });

    test('a warning is opened once, and never before fan-out has taken it', async () => {
      await put();
      const { warning } = await issue();
      expect(await desk().open(warning, [], { followUp: false, now: NOW })).toBe('already-opened');
      expect(await desk().open({ id: 'actual-99', eventId: 'e' }, [], { followUp: false, now: NOW })).toBe('not-fanned-out');
      expect(await desk().unopened({ now: NOW, since: after(-60), limit: 5 })).toEqual([]);
      const next = await bedOn(db).issue(stormWarning(2, [{ units: [HA_NOI] }]));
      expect((await desk().unopened({ now: NOW, since: after(-60), limit: 5 })).map((one) => one.id)).toEqual([next.id]);
    });

    test('a body elsewhere is not called', async () => {
      await put(aBody({ duties: { hazards: 'all', provinces: ['01'], seaAreas: [] } }));
      const { bed } = await issue();
      await bed.slices();
      expect(await toldNow()).toHaveLength(2);
      expect(await desk().waiting({ after: null, limit: 10 })).toEqual([]);
    });

    test('the next contact is told of what the first one was told, once, whoever asks', async () => {
      await put();
      const { bed } = await issue();
      await bed.slices();
      await bed.send();
      const [waiting] = await desk().waiting({ after: null, limit: 10 });
      expect(waiting?.calls.map((one) => [one.contactId, one.way, one.decided, one.state])).toEqual([
        ['duty', 'duty', true, 'accepted'],
        ['duty', 'stand-in', true, 'accepted'],
      ]);
      const step = nextStep(waiting!, after(5));
      if (step.step !== 'call') throw new Error(step.reason);
      const call = { warningId: 'actual-1', bodyId: 'gia-lai', ...step, seen: 2, now: after(5) };
      expect([await desk().call(call), await desk().call(call)]).toEqual([true, false]);
      expect(await Promise.all([desk().call(call), desk().call(call)])).toEqual([false, false]);
      await bed.slices(Infinity, 100, after(5));
      expect((await toldNow()).filter((one) => one.includes('head'))).toEqual(['gia-lai/head sms actual-1']);
      const lanes = await db.query('select distinct lane, need, reason from deliveries where subscriber_id > 2');
      expect(lanes).toEqual([{ lane: 'urgent', need: 4, reason: 'first-news' }]);
    });

    test('nobody is called any more after a confirmation or a recall', async () => {
      await put();
      await issue();
      const call = {
        warningId: 'actual-1',
        bodyId: 'gia-lai',
        contactId: 'head',
        ways: ['duty' as const],
        reason: 'unconfirmed',
        seen: 2,
        now: after(5),
      };
      await db.query('update warnings set recalled_at = $1', [NOW]);
      expect(await desk().call(call)).toBe(false);
      await db.query('update warnings set recalled_at = null');
      const confirmation = { how: 'operator' as const, by: 'night shift', at: after(1), reason: 'answered the telephone' };
      await confirmationsTable(db).keep({ warningId: 'actual-1', bodyId: 'gia-lai', subscriberId: null, deliveryId: null }, confirmation);
      expect(await desk().call(call)).toBe(false);
      const [waiting] = await desk().waiting({ after: null, limit: 10 });
      expect(nextStep(waiting!, after(2))).toEqual({ step: 'close', reason: 'confirmed' });
    });

    test('what is over is taken back from everybody called before', async () => {
      await put();
      const { bed } = await issue();
      await desk().call({
        warningId: 'actual-1',
        bodyId: 'gia-lai',
        contactId: 'head',
        ways: ['duty'],
        reason: 'unconfirmed',
        seen: 2,
        now: NOW,
      });
      await bed.slices();
      await bed.send();
      const ended = await bed.issue(
        stormWarning(2, [{ units: [QUY_NHON], level: null, change: 'ended', previousLevel: 4 }], { action: 'end' }),
      );
      const found = openingsOf(ended, await desk().roster(), NOW);
      await desk().open(ended, found, { followUp: true, now: NOW });
      await bed.slices();
      const told = (await toldNow()).filter((one) => one.endsWith('actual-2') && one.startsWith('gia-lai'));
      // By e-mail as well, though the need is low: the stand-in channel was told, so it is owed the end.
      expect(told.toSorted()).toEqual(['gia-lai/duty email actual-2', 'gia-lai/duty sms actual-2', 'gia-lai/head sms actual-2']);
    });

    test('a body whose contact knows it all already has nothing new', async () => {
      await put();
      const { bed } = await issue();
      await bed.slices();
      await bed.send();
      await issue(2, { change: 'unchanged', previousLevel: 4 });
      await bed.slices();
      const second = (await desk().waiting({ after: null, limit: 10 })).find((one) => one.warningId === 'actual-2');
      expect(nextStep(second!, NOW)).toEqual({ step: 'close', reason: 'nothing-new' });
      expect(await desk().close({ warningId: 'actual-2', bodyId: 'gia-lai', reason: 'nothing-new', now: NOW })).toBe(true);
      expect((await desk().waiting({ after: null, limit: 10 })).map((one) => one.warningId)).toEqual(['actual-1']);
    });

    test('where the contact leaves the list before fan-out comes to it, the next one is called', async () => {
      await put();
      const { bed } = await issue();
      await put(aBody({ contacts: aBody().contacts.slice(1) }));
      await bed.slices();
      const [waiting] = await desk().waiting({ after: null, limit: 10 });
      expect(waiting?.calls.map(({ decided, state }) => [decided, state])).toEqual(Array(2).fill([true, null]));
      expect(nextStep(waiting!, NOW)).toMatchObject({ step: 'call', contactId: 'head', reason: 'not-reached' });
    });

    test('the first confirmation of a body stands, and a receiver of no body has its own', async () => {
      await put();
      const { bed } = await issue();
      await bed.slices();
      const table = confirmationsTable(db);
      const found = await Promise.all((await bed.rows()).map((row) => table.find(row.id)));
      const [sms, email] = found.filter((one) => one?.bodyId === 'gia-lai');
      expect(sms).toMatchObject({ warningId: 'actual-1', supply: true, audience: 'agency', confirmedAt: null, recalledAt: null });
      const first = { how: 'link' as const, by: 'contact', at: after(1) };
      const later = { ...first, at: after(2) };
      expect(await table.keep(sms!, first)).toEqual({ kept: first, isNew: true });
      expect(await table.keep(email!, later)).toEqual({ kept: { ...first, reason: null }, isNew: false });
      expect(await table.find(email!.deliveryId)).toMatchObject({ confirmedAt: after(1) });
      const other = found.find((one) => one?.subscriberId === 2);
      expect(other).toMatchObject({ bodyId: null, confirmedAt: null });
      expect(await table.keep(other!, later)).toEqual({ kept: later, isNew: true });
      expect(await table.find(99_999)).toBeNull();
    });

    test('the record names each call, the hand-over and the confirmation', async () => {
      await put();
      const { bed } = await issue();
      await bed.slices();
      const batches = await db.query<{ id: number }>("select id from batches where channel = 'sms' order by id");
      for (const { id } of batches) {
        const leased = (await bed.take(id))!;
        await bed.ledger.settle(leased.rows.map((row) => settled(row.deliveryId, 'accepted', { sentAt: after(2), settledAt: after(2) })));
      }
      const at = { how: 'operator' as const, by: 'night shift', at: after(3), reason: 'answered the telephone' };
      await confirmationsTable(db).keep({ warningId: 'actual-1', bodyId: 'gia-lai', subscriberId: null, deliveryId: null }, at);
      const records = supplyRecordsTable(db);
      const [record] = (await records.of({ warning: 'actual-1' }))!;
      expect(record).toMatchObject({
        bodyId: 'gia-lai',
        name: 'Ban chỉ huy tỉnh',
        hazard: 'storm',
        need: 4,
        confirmation: at,
        closed: null,
      });
      expect(record?.calls.map((call) => [call.role, call.way, call.channel, call.state, call.handedOverAt])).toEqual([
        ['Trực ban', 'duty', 'sms', 'accepted', after(2)],
        ['Trực ban', 'stand-in', 'email', 'queued', null],
      ]);
      expect(await records.of({ bulletin: record!.bulletinId })).toEqual([record]);
      expect(await records.open(10)).toEqual([record]);
      expect(await records.of({ warning: 'actual-9' })).toBeNull();
      expect([await records.has('actual-1', { bodyId: 'gia-lai' }), await records.has('actual-1', { bodyId: 'other' })]).toEqual([
        true,
        false,
      ]);
      expect([await records.has('actual-1', { subscriberId: 2 }), await records.has('actual-1', { subscriberId: 1 })]).toEqual([
        true,
        false,
      ]);
    });
  });
}

supplyContract('PGlite', () => openPglite({ dataDir: 'memory' }));

onPostgres('real PostgreSQL', (real) => {
  supplyContract('PostgreSQL', () => openPostgres({ url: real.url, max: 4 }));
});

test('a link is ours by its signature alone, for its delivery alone, and short enough for an SMS', () => {
  const url = confirmationUrl('https://loa.example', 'secret', 120_000_000);
  const token = url.slice('https://loa.example/c/'.length);
  expect(url.length).toBeLessThan(60);
  expect(confirmedDelivery('secret', token)).toBe(120_000_000);
  expect(confirmedDelivery('other', token)).toBeNull();
  for (const forged of [
    `1${token}`,
    token.slice(0, -1),
    token.replace('.', ''),
    `${token}A`,
    '',
    'c.',
    `${token.slice(0, -22)}${'A'.repeat(22)}`,
  ])
    expect(confirmedDelivery('secret', forged), forged).toBeNull();
});
