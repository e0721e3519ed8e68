import type { Registry } from '@loa/domain/ports';
import { testAddresses } from '@loa/testing/addresses';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate, openPglite, openPostgres, registryTable } from '../index.ts';
import type { Database } from '../sql.ts';

const NOW = '2025-11-06T01:00:00.000Z';
const PAST = '2025-11-01T00:00:00.000Z';
const LATER = '2026-03-01T00:00:00.000Z';
const PHONE = '+999905000111';
const MAIL = 'somebody@example.org';
const consent = { at: NOW, how: 'code', wording: 'v1', source: 'web form' } as const;
const person: Parameters<Registry['put']>[0] = { audience: 'citizen', language: 'vi', phone: PHONE, units: ['21583'], consent };
const byMail: typeof person = { audience: 'citizen', language: 'vi', email: MAIL, units: ['21583'], consent };

contract('PGlite', () => openPglite({ dataDir: 'memory' }));

onPostgres('real PostgreSQL', (real) => {
  contract('PostgreSQL', () => openPostgres({ url: real.url, max: 10 }));

  test('one address belongs to one person, however many register it at once', async () => {
    const db = await openPostgres({ url: real.url, max: 10 });
    const registry = registryTable(db, testAddresses);
    const phone = '+999905000999';
    const ways = Array.from({ length: 8 }, () => registry.put({ ...person, phone }, NOW));
    const ids = (await Promise.all(ways)).map((one) => (one.kind === 'several' ? null : one.id));
    expect(new Set(ids).size).toBe(1);
    expect(await db.query('select from subscribers where phone_hash = $1', [testAddresses.seal('sms', phone).hash])).toHaveLength(1);
    await db.close();
  });
});

function contract(engine: string, open: () => Promise<Database>): void {
  describe(`the registry on ${engine}`, () => {
    let db: Database;
    let registry: ReturnType<typeof registryTable>;
    beforeAll(async () => {
      db = await open();
      await migrate(db);
      registry = registryTable(db, testAddresses);
    });
    beforeEach(() =>
      db.script('truncate subscribers, subscriber_units, arrivals, subscriber_points, opt_outs, consents restart identity cascade'),
    );
    afterAll(() => db.close());
    const entered = async (registration: Parameters<typeof registry.put>[0]): Promise<number> => {
      const put = await registry.put(registration, NOW);
      return put.kind === 'several' ? 0 : put.id;
    };

    test('whoever confirms is entered once, found by each address, and comes out as they went in', async () => {
      const point = { lon: 108, lat: 15.4, radiusM: 2_000, unit: '20971', until: LATER };
      const given = {
        ...{ ...person, email: MAIL, leastNeed: 3, leastNeeds: { heat: 5, tsunami: 2 }, unaccentedSms: true },
        ...{ units: ['20971', '21583'], ends: { '20971': LATER }, points: [point] },
      };
      const put = await registry.put(given, NOW);
      expect(put).toEqual({ kind: 'registered', id: 1, gained: ['20971', '21583'] });
      expect(await registry.get(1)).toEqual({ ...given, id: 1, supply: false, exercises: false, watchdog: false });
      expect([await registry.find('sms', PHONE), await registry.find('email', MAIL), await registry.find('sms', '+999905000112')]).toEqual([
        ...[1, 1, null],
      ]);
      expect(await registry.put(given, NOW)).toEqual({ kind: 'unchanged', id: 1, gained: [] });
      expect(await registry.count()).toBe(1);
    });

    test('whoever registers again keeps their places and an address that is not named, and gains what is new and has not ended', async () => {
      const id = await entered({ ...person, email: MAIL, units: ['21583', '22018'], ends: { '22018': PAST } });
      const again = { ...person, units: ['21589', '21592', '22015'], ends: { '21592': PAST } };
      expect(await registry.put(again, NOW)).toEqual({ kind: 'changed', id, gained: ['21589', '22015'] });
      expect(await registry.get(id)).toMatchObject({
        email: MAIL,
        phone: PHONE,
        units: ['21583', '21589', '21592', '22015'],
        ends: { '21592': PAST },
      });
    });

    test('a place that is asked for again lasts as long as the longer of both', async () => {
      const point = { lon: 108, lat: 15.4, radiusM: 500, unit: '21592', until: null };
      const id = await entered({ ...person, units: ['21583', '21589', '21592'], ends: { '21583': LATER }, points: [point] });
      await registry.put({ ...person, units: ['21583', '21589', '21592'], ends: { '21589': LATER, '21592': LATER }, points: [point] }, NOW);
      expect(await registry.get(id)).toMatchObject({ units: ['21583', '21589', '21592'], ends: {}, points: [point] });
      await registry.optOut(id, { channel: null, how: 'page', at: NOW });
      await registry.put({ ...person, units: ['22015'] }, NOW);
      expect(await registry.get(id)).toMatchObject({ units: ['22015'], ends: {}, points: [] });
    });

    test('addresses of two people are left to whoever asks', async () => {
      const one = await entered(person);
      const two = await entered(byMail);
      expect(await registry.put({ ...person, email: MAIL }, NOW)).toEqual({ kind: 'several', ids: [one, two] });
      expect(await registry.change(one, { email: MAIL }, NOW)).toEqual({ kind: 'taken', ids: [two] });
    });

    test('a change touches what it names alone; null takes an address away, but never the last one', async () => {
      const id = await entered({ ...person, email: MAIL, leastNeed: 2 });
      expect(await registry.change(id, { phone: null, units: ['21583', '22018'] }, NOW)).toEqual({
        kind: 'changed',
        id,
        gained: ['22018'],
      });
      expect(await registry.get(id)).toMatchObject({ email: MAIL, leastNeed: 2, units: ['21583', '22018'] });
      expect([await registry.find('sms', PHONE), (await registry.get(id))?.phone]).toEqual([null, undefined]);
      await expect(registry.change(id, { email: null }, NOW)).rejects.toMatchObject({ code: 'subscriber-refused' });
      expect(await registry.change(99, { leastNeed: 2 }, NOW)).toEqual({ kind: 'unknown' });
    });

    test('an opt-out of one channel ends when an address of that channel is confirmed, and only then', async () => {
      const id = await entered({ ...person, email: MAIL });
      const bySms = { channel: 'sms', how: 'provider', at: NOW } as const;
      await registry.optOut(id, bySms);
      expect(await registry.put(byMail, NOW)).toEqual({ kind: 'unchanged', id, gained: [] });
      expect(await registry.optOuts(id)).toEqual([bySms]);
      expect(await registry.put(person, NOW)).toEqual({ kind: 'changed', id, gained: ['21583'] });
      expect(await registry.optOuts(id)).toEqual([]);
      await registry.optOut(id, bySms);
      await registry.change(id, { email: 'another@example.org' }, NOW);
      expect(await registry.optOuts(id)).toEqual([bySms]);
      await registry.change(id, { phone: '+999905000222' }, NOW);
      expect(await registry.optOuts(id)).toEqual([]);
    });

    test('whoever had left altogether is back on the channel by which they come, and stays away from the other', async () => {
      const id = await entered({ ...person, email: MAIL });
      await registry.optOut(id, { channel: null, how: 'page', at: NOW });
      await registry.put(byMail, LATER);
      expect(await registry.optOuts(id)).toEqual([{ channel: 'sms', how: 'page', at: NOW }]);
      await registry.put(person, LATER);
      expect(await registry.optOuts(id)).toEqual([]);
    });

    test('an opt-out is of one channel or of all, is noted with when and how, and ends when the person comes back', async () => {
      const id = await entered({ ...person, email: MAIL });
      const [bySms, ofAll] = [
        { channel: 'sms', how: 'provider', at: NOW },
        { channel: null, how: 'hotline', at: LATER },
      ] as const;
      expect([await registry.optOut(id, bySms), await registry.optOut(id, ofAll), await registry.optOut(99, ofAll)]).toEqual([
        true,
        true,
        false,
      ]);
      expect(await registry.optOuts(id)).toEqual([ofAll, bySms]);
      expect(await registry.change(id, { leastNeed: 2 }, NOW)).toMatchObject({ kind: 'changed' });
      expect(await registry.optOuts(id)).toEqual([ofAll, bySms]);
      expect(await registry.put(person, NOW)).toEqual({ kind: 'changed', id, gained: ['21583'] });
      expect(await registry.optOuts(id)).toEqual([{ ...ofAll, channel: 'email' }]);
      expect(await db.query('select from opt_outs')).toHaveLength(3);
    });

    test('a supplied body is not found by its address and has no opt-out', async () => {
      await registry.insertMany([{ id: 7, audience: 'agency', language: 'vi', phone: PHONE, units: ['21583'], supply: true }]);
      expect([await registry.find('sms', PHONE), await registry.optOut(7, { channel: null, how: 'link', at: NOW })]).toEqual([null, false]);
      expect(await registry.put(person, NOW)).toMatchObject({ kind: 'registered' });
    });

    test('whoever is removed leaves nothing behind', async () => {
      const id = await entered({ ...person, points: [{ lon: 108, lat: 15.4, radiusM: 500, unit: '21583' }] });
      await registry.optOut(id, { channel: 'sms', how: 'page', at: NOW });
      expect([await registry.remove(id), await registry.remove(id)]).toEqual([true, false]);
      for (const table of ['subscribers', 'subscriber_units', 'subscriber_points', 'opt_outs', 'confirmed_addresses'])
        expect(await db.query(`select from ${table}`)).toEqual([]);
    });

    test('a registration that does not fit is refused with the field and without the value', async () => {
      const refused = await registry.put({ ...person, phone: '0905-BROKEN' }, NOW).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'subscriber-refused', errors: [{ path: 'phone' }] });
      expect(JSON.stringify(refused) + String(refused)).not.toContain('BROKEN');
    });
  });
}
