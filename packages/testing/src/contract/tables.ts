import { testAddresses } from '../addresses.ts';
import {
  apiKeysTable,
  bulletinsTable,
  type Database,
  deadLettersTable,
  issuersTable,
  issuingTable,
  migrate,
  registryTable,
  warningsTable,
} from '@loa/adapters/postgres';
import { bulletinId } from '@loa/domain/bulletin';
import { type Assessment, assess } from '@loa/domain/risk';
import { decideIssue } from '@loa/domain/warning';
import { hashOfKey } from '@loa/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBulletin, aStormArea, aSubscriber } from '../builders/index.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const LATER = '2025-11-06T00:00:05.000Z';

/** The assessment of {@link aBulletin}. */
export function anAssessment(overrides: Parameters<typeof aBulletin>[0] = {}): Assessment {
  const result = assess(aBulletin(overrides));
  if (!result.ok) throw new Error(result.reason);
  return result.assessment;
}

/** What the tables behind intake, classifier, deduplicator, feeds and registry owe, on any engine. */
export function tablesContract(name: string, open: () => Promise<Database>): void {
  describe(`tables: ${name}`, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open();
      await migrate(db);
    });
    afterAll(() => db.close());
    const event = (id: string) => ({ event: { id } });

    test('a key is found by its hash, until it is revoked; the key itself is nowhere', async () => {
      await issuersTable(db).put({ id: 'nchmf', name: 'Trung tâm', authority: { hazards: 'all', provinces: ['52'], seaAreas: 'all' } });
      const keys = apiKeysTable(db);
      const key = await keys.create({ role: 'forecaster', issuer: 'nchmf', label: 'desk' });
      expect(key).toMatch(/^[\w-]{43}$/);
      expect(await keys.findKey(hashOfKey(key))).toEqual({ roles: ['forecaster'], issuer: 'nchmf', label: 'desk' });
      expect(JSON.stringify(await db.query('select * from api_keys'))).not.toContain(key);
      await keys.revoke(hashOfKey(key));
      expect(await keys.findKey(hashOfKey(key))).toBeNull();
      expect(await issuersTable(db).get('nchmf')).toMatchObject({ authority: { provinces: ['52'] } });
      expect(await issuersTable(db).get('nobody')).toBeNull();
    });

    test('a bulletin goes in once: again it is the same, with other content it is different', async () => {
      const bulletins = bulletinsTable(db);
      const one = aBulletin(event('once'));
      expect(await bulletins.find(one)).toBe('absent');
      expect(await bulletins.insert(one, NOW)).toBe('inserted');
      const reordered = Object.fromEntries(Object.entries(one).toReversed()) as typeof one;
      expect(await bulletins.insert(reordered, LATER)).toBe('same');
      expect(await bulletins.insert({ ...one, finishedAt: LATER }, LATER)).toBe('different');
      expect(await bulletins.find(one)).toBe('same');
      await bulletins.markPublished(bulletinId(one), LATER);
      expect(await bulletins.find(one)).toBe('published');
      expect(await bulletins.get(bulletinId(one))).toMatchObject({ acceptedAt: NOW, publishedAt: LATER, assessedAt: null, decision: null });
    });

    test('of twenty that put different content under one id at once, one wins', async () => {
      const bulletins = bulletinsTable(db);
      const texts = Array.from({ length: 20 }, (_, n) => aBulletin({ ...event('race'), text: { vi: `số ${n}` } }));
      const results = await Promise.all(texts.map((one) => bulletins.insert(one, NOW)));
      expect(results.filter((result) => result === 'inserted')).toHaveLength(1);
      expect(results.filter((result) => result === 'different')).toHaveLength(19);
    });

    test('unpublished bulletins come oldest first, and only those old enough', async () => {
      const bulletins = bulletinsTable(db);
      const [old, older, young] = ['old', 'older', 'young'].map((id) => aBulletin(event(id)));
      await bulletins.insert(old!, '2025-11-01T00:00:02.000Z');
      await bulletins.insert(older!, '2025-11-01T00:00:01.000Z');
      await bulletins.insert(young!, '2025-11-01T00:00:09.000Z');
      const found = await bulletins.unpublished(5_000, 2, '2025-11-01T00:00:10.000Z');
      expect(found).toEqual([older, old].map((bulletin) => ({ id: bulletinId(bulletin!), bulletin })));
    });

    test('an assessment is kept with its row, which is made for a bulletin straight from the log', async () => {
      const bulletins = bulletinsTable(db);
      const assessment = anAssessment(event('straight'));
      expect(await bulletins.recordAssessment(assessment, NOW)).toBe('inserted');
      expect(await bulletins.recordAssessment(assessment, LATER)).toBe('same');
      expect(await bulletins.recordAssessment(anAssessment({ ...event('straight'), finishedAt: LATER }), LATER)).toBe('different');
      expect(await bulletins.get(assessment.bulletinId)).toMatchObject({ publishedAt: NOW, assessedAt: LATER, level: 4, reason: null });
    });

    test('a bulletin that could not be assessed says why and has no decision', async () => {
      const bulletins = bulletinsTable(db);
      const one = aBulletin(event('refused'));
      await bulletins.recordRefusal(one, 'unknown-place', NOW);
      expect(await bulletins.get(bulletinId(one))).toMatchObject({ decision: null, reason: 'unknown-place', assessedAt: NOW });
    });

    test('issuing stores warning and decision; redelivered it gives the same warning and takes no number', async () => {
      const assessment = anAssessment({ ...event('issued'), status: 'Actual' });
      const options = { now: NOW, decide: decideIssue };
      const first = await issuingTable(db).issue(assessment, options);
      if (first.decision !== 'issued') throw new Error(first.reason);
      expect(await issuingTable(db).issue(assessment, { ...options, now: LATER })).toEqual({ ...first, again: true });
      expect(await warningsTable(db).get(first.warning.id)).toEqual({
        ...{ warning: first.warning, cancelledBy: null, supersededBy: null, lapsedAt: null, recalledAt: null },
      });
      expect(await warningsTable(db).after('Actual', first.warning.number, 10)).toEqual([]);
      expect(await bulletinsTable(db).get(assessment.bulletinId)).toMatchObject({
        decision: 'issued',
        decidedAt: NOW,
        warning: { id: first.warning.id, number: first.warning.number, expiresAt: first.warning.expiresAt },
        deliveries: [],
      });
    });

    test('a warning carries the name of its issuer, where it has one', async () => {
      await issuersTable(db).put({
        id: 'named',
        name: 'Đài Khí tượng Thủy văn',
        authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' },
      });
      const of = (issuer: string) =>
        issuingTable(db).issue(anAssessment({ ...event(`by-${issuer}`), issuer }), { now: NOW, decide: decideIssue });
      expect(await of('named')).toMatchObject({ warning: { issuerName: 'Đài Khí tượng Thủy văn' } });
      expect(await of('nameless')).toMatchObject({
        warning: expect.not.objectContaining({ issuerName: expect.anything() as unknown }) as unknown,
      });
    });

    test('a fault before the commit leaves no warning, no decision and no gap', async () => {
      const issuing = issuingTable(db);
      const assessment = anAssessment({ ...event('rolled-back'), status: 'Exercise' });
      const fault = () => {
        throw new Error('killed here');
      };
      await expect(issuing.issue(assessment, { now: NOW, decide: decideIssue, beforeCommit: fault })).rejects.toThrow('killed here');
      expect(await warningsTable(db).after('Exercise', 0, 10)).toEqual([]);
      expect(await issuing.issue(assessment, { now: NOW, decide: decideIssue })).toMatchObject({ again: false, warning: { number: 1 } });
    });

    test('a repeat and a stale bulletin are decided, stored and issue nothing', async () => {
      const issuing = issuingTable(db);
      const options = { now: NOW, decide: decideIssue };
      const numbered = (sequence: number) => anAssessment({ ...event('series'), sequence });
      expect(await issuing.issue(numbered(5), options)).toMatchObject({ decision: 'issued' });
      expect(await issuing.issue(numbered(6), options)).toMatchObject({ decision: 'repeat', again: false });
      const stale = await issuing.issue(numbered(4), options);
      expect(stale).toMatchObject({ decision: 'stale', again: false });
      expect(await issuing.issue(numbered(4), options)).toEqual({ ...stale, again: true });
      const counts = await bulletinsTable(db).countByDecision();
      expect(counts).toMatchObject({ repeat: 1, stale: 1 });
    });

    test('other content under an issued id is a sequence conflict and changes nothing', async () => {
      const options = { now: NOW, decide: decideIssue };
      const one = anAssessment(event('conflict'));
      const issued = await issuingTable(db).issue(one, options);
      const other = anAssessment({ ...event('conflict'), areas: [aStormArea({ announcedLevel: 5 })] });
      expect(await issuingTable(db).issue(other, options)).toMatchObject({ decision: 'sequence-conflict' });
      expect(await issuingTable(db).issue(one, options)).toEqual({ ...issued, again: true });
    });

    test('a cancel marks the unexpired warnings of its series and no others', async () => {
      const options = { now: NOW, decide: decideIssue };
      const issue = async (overrides: Parameters<typeof aBulletin>[0]) => {
        const issued = await issuingTable(db).issue(anAssessment({ ...event('wrong'), ...overrides }), options);
        if (issued.decision !== 'issued') throw new Error(issued.reason);
        return issued.warning.id;
      };
      const first = await issue({ sequence: 1 });
      const second = await issue({ sequence: 2, areas: [aStormArea({ announcedLevel: 5 })] });
      const provincial = await issue({ issuer: 'gialai', sequence: 1, areas: [aStormArea({ announcedLevel: 5 })] });
      const cancel = await issue({ sequence: 3, type: 'cancellation', areas: [] });
      const cancelledBy = async (id: string) => (await warningsTable(db).get(id))?.cancelledBy;
      expect(await Promise.all([first, second, provincial, cancel].map(cancelledBy))).toEqual([cancel, cancel, null, null]);
    });

    test('twenty thousand subscribers go in, and come out as they were', async () => {
      const registry = registryTable(db, testAddresses);
      const invented = Array.from({ length: 20_000 }, (_, n) =>
        aSubscriber({ id: n + 1, units: ['21583', `sea-${n % 50}`, `${10_000 + n}`] }),
      );
      await registry.insertMany(invented);
      expect(await registry.count()).toBe(20_000);
      const one = invented[12_345]!;
      expect(await registry.get(one.id)).toEqual({ ...one, units: one.units.toSorted() });
      const [row] = await db.query<{ id: number }>("insert into subscribers (audience, language) values ('citizen', 'vi') returning id");
      expect(row?.id).toBe(20_001);
    }, 240_000);

    test('a subscriber with a broken number is refused with the field and without the number, and nobody is inserted', async () => {
      const registry = registryTable(db, testAddresses);
      const before = await registry.count();
      const broken = { ...aSubscriber({ id: 30_002 }), phone: '0905-BROKEN' };
      const refused = await registry.insertMany([aSubscriber({ id: 30_001 }), broken]).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'subscriber-refused', index: 1, errors: [{ path: 'phone' }] });
      expect(JSON.stringify(refused) + String(refused)).not.toContain('BROKEN');
      expect(await registry.count()).toBe(before);
    });

    test('a dead letter is kept once with its bytes, listed newest first, and marked when replayed', async () => {
      const shelf = deadLettersTable(db);
      const letter = {
        topic: 'bulletins',
        partition: 2,
        offset: '7',
        group: 'classifier',
        key: null,
        envelopeId: 'x',
        reason: 'undecodable',
      };
      const bytes = new Uint8Array([0, 255, 10]);
      await shelf.keep({ ...letter, bytes });
      await shelf.keep({ ...letter, bytes });
      await shelf.keep({ ...letter, offset: '8', bytes });
      const [newest, oldest, ...rest] = await shelf.list(null, 10);
      expect([newest?.offset, oldest?.offset, rest]).toEqual(['8', '7', []]);
      expect(await shelf.list(newest!.id, 10)).toEqual([oldest]);
      expect(await shelf.get(oldest!.id)).toMatchObject({ ...letter, bytes, replayedAt: null });
      await shelf.markReplayed(oldest!.id, 'desk', NOW);
      expect(await shelf.get(oldest!.id)).toMatchObject({ replayedAt: NOW, replayedBy: 'desk' });
      expect(await shelf.count()).toBe(1);
    });
  });
}
