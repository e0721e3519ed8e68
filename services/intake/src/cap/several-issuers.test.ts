import { type Database, issuersTable, issuingTable } from '@loa/adapters/postgres';
import { type Bulletin, bulletin, partsOfBulletinId } from '@loa/domain/bulletin';
import { assess } from '@loa/domain/risk';
import { decideIssue, type Warning } from '@loa/domain/warning';
import { aBulletinInput } from '@loa/testing/builders';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOW, openBed, openDatabase } from '../test-bed.ts';
import { ABROAD, aMessage, aSource, referenceTo, xmlOf } from './test-bed.ts';

const EVERYWHERE = { hazards: 'all', provinces: 'all', seaAreas: 'all' } as const;
const STATION = 'tram@example.vn';
const OTHER = 'khac@example.vn';

let db: Database;
let bed: Awaited<ReturnType<typeof openBed>>;
const keys: Record<string, string> = {};
beforeAll(async () => {
  db = await openDatabase();
  const issuers = issuersTable(db);
  await issuers.put({ id: 'tmd', name: 'Issuer abroad', authority: EVERYWHERE });
  await issuers.put({ id: 'gia-lai', name: 'Đài Gia Lai', authority: { ...EVERYWHERE, provinces: ['52'] }, superior: 'nchmf' });
  await issuers.put({ id: 'dak-lak', name: 'Đài Đắk Lắk', authority: EVERYWHERE, superior: 'nchmf' });
  bed = await openBed(
    db,
    {},
    {
      sources: [
        aSource(),
        aSource({ id: 'station', issuer: 'gia-lai', country: 'VN', family: 'rain', senders: [STATION], signature: 'ignored' }),
        aSource({ id: 'other', issuer: 'dak-lak', country: 'VN', senders: [OTHER], signature: 'ignored' }),
      ],
    },
  );
  for (const issuer of ['tmd', 'gia-lai', 'dak-lak', 'nchmf']) keys[issuer] = await bed.keyOf(issuer);
});
afterAll(async () => {
  await bed.close();
  await db.close();
});

interface Answer {
  readonly id: string;
  readonly findings: { element: string; rule: string }[];
}

async function send(issuer: string, document: string): Promise<Answer> {
  const headers = { 'content-type': 'application/cap+xml', authorization: `Bearer ${keys[issuer] ?? ''}` };
  const answer = await bed.http.inject({ method: 'POST', url: '/api/bulletins', headers, payload: document });
  expect([answer.statusCode, answer.body]).toEqual([202, answer.body]);
  return answer.json<Answer>();
}
const seriesOf = (id: string): string => id.split('.').slice(0, 3).join('.');

/** What classifier and deduplicator make of a bulletin that was taken. */
async function issued(id: string): Promise<Warning | string> {
  const [row] = await db.query<{ content: Bulletin }>('select content from bulletins where id = $1', [id]);
  const assessed = assess(bulletin.parse(row?.content));
  if (!assessed.ok) throw new Error(assessed.reason);
  const decision = await issuingTable(db).issue(assessed.assessment, { now: NOW, decide: decideIssue });
  return decision.decision === 'issued' ? decision.warning : decision.reason;
}

describe('a series goes on', () => {
  const first = { sender: STATION, identifier: 'station-1' };
  const later = (change: object) =>
    xmlOf({ msgType: 'Update', sent: '2025-11-06T05:30:00+07:00', references: [referenceTo(aMessage(first))], ...change });

  test('by its issuer, and by the issuer above it, who is named; both in one series and one order', async () => {
    const one = await send('gia-lai', xmlOf(first));
    await issued(one.id);
    const above = await send('nchmf', later({ sender: 'centre@example.vn', identifier: 'centre-1' }));
    expect(seriesOf(above.id)).toBe(seriesOf(one.id));
    expect(above.findings.map(({ rule }) => rule)).toEqual(['signature-unsigned']);
    const own = await send(
      'gia-lai',
      later({ sender: STATION, identifier: 'station-2', msgType: 'Cancel', sent: '2025-11-06T05:40:00+07:00' }),
    );
    expect(seriesOf(own.id)).toBe(seriesOf(one.id));
    const [update, cancel] = [await issued(above.id), await issued(own.id)];
    expect(update).toMatchObject({ msgType: 'Update', issuer: 'gia-lai', givenBy: 'nchmf' });
    expect(cancel).not.toHaveProperty('givenBy');
    expect(cancel).toMatchObject({ msgType: 'Cancel', issuer: 'gia-lai', issuerName: 'Đài Gia Lai' });
  });

  test('by the issuer above it also when it ends it, under both names', async () => {
    const one = await send('gia-lai', xmlOf({ ...first, identifier: 'station-9' }));
    await issued(one.id);
    const reference = referenceTo(aMessage({ ...first, identifier: 'station-9' }));
    const end = await send(
      'nchmf',
      later({ sender: 'centre@example.vn', identifier: 'centre-9', msgType: 'Cancel', references: [reference] }),
    );
    expect(await issued(end.id)).toMatchObject({
      ...{ msgType: 'Cancel', seriesId: seriesOf(one.id), issuerName: 'Đài Gia Lai' },
      ...{ givenBy: 'nchmf', givenByName: 'Trung tâm Dự báo' },
    });
  });

  test('by nobody else: what refers to the messages of another issuer continues and ends nothing, and says so', async () => {
    const one = await send('gia-lai', xmlOf({ ...first, identifier: 'station-3' }));
    await issued(one.id);
    const reference = referenceTo(aMessage({ ...first, identifier: 'station-3' }));
    const cancel = await send('dak-lak', later({ sender: OTHER, identifier: 'other-1', msgType: 'Cancel', references: [reference] }));
    expect(partsOfBulletinId(cancel.id)?.issuer).toBe('dak-lak');
    expect(cancel.findings).toMatchObject([{ element: 'references', rule: 'series-of-another' }]);
    expect(await issued(cancel.id)).toBe('nothing-in-force');
  });

  test('in JSON too: the issuer above may speak within both authorities, and whoever else names that issuer is refused', async () => {
    const rain = (event: string, more: object = {}) => ({ ...aBulletinInput({ event: { id: event } }), issuer: 'gia-lai', ...more });
    expect((await bed.send(rain('by-the-centre'), keys.nchmf)).statusCode).toBe(202);
    const refused = await bed.send(rain('by-a-neighbour'), keys['dak-lak']);
    expect([refused.statusCode, refused.json()]).toMatchObject([403, { type: 'urn:loa:problem:issuer-not-yours' }]);
    const pretended = await bed.send(rain('pretended', { givenBy: 'nchmf' }), keys['gia-lai']);
    expect([pretended.statusCode, pretended.json()]).toMatchObject([422, { errors: [{ path: 'givenBy' }] }]);
    const outside = { areas: [{ ...aBulletinInput().areas[0], places: [{ kind: 'province', code: '66' }] }] };
    const wide = await bed.send(rain('too-wide', outside), keys.nchmf);
    expect([wide.statusCode, wide.json()]).toMatchObject([403, { type: 'urn:loa:problem:place-outside-authority' }]);
  });
});

describe('one event told by two sources', () => {
  const block = { effective: '2025-11-07T07:00:00+07:00', onset: '2025-11-07T08:00:00+07:00', expires: '2025-11-07T20:00:00+07:00' };
  test('is one event, with a series and a message of each', async () => {
    const one = await send('gia-lai', xmlOf({ sender: STATION, identifier: 'two-1' }, block));
    await issued(one.id);
    const other = await send('tmd', xmlOf({ sender: ABROAD, identifier: 'two-2' }, block));
    const [ours, theirs] = [partsOfBulletinId(one.id), partsOfBulletinId(other.id)];
    expect([theirs?.eventId, theirs?.issuer]).toEqual([ours?.eventId, 'tmd']);
    expect(await issued(other.id)).toMatchObject({ eventId: ours?.eventId, issuer: 'tmd', citizens: [] });
    for (const { id } of [one, other]) expect((await bed.get(`/api/bulletins/${id}/source`, bed.operator)).statusCode).toBe(200);
    // Its next message finds the event through the first one.
    const next = { sender: ABROAD, identifier: 'two-3', msgType: 'Update', sent: '2025-11-06T05:30:00+07:00' };
    const update = await send(
      'tmd',
      xmlOf({ ...next, references: [referenceTo(aMessage({ sender: ABROAD, identifier: 'two-2' }))] }, block),
    );
    expect(partsOfBulletinId(update.id)?.eventId).toBe(ours?.eventId);
    expect((await send('tmd', xmlOf({ sender: ABROAD, identifier: 'two-2' }, block))).id).toBe(other.id);
  });

  test.each([
    ['another hazard', { event: 'Sương mù', eventCode: [{ valueName: 'OET:v1.2', value: 'OET-077' }] }],
    ['another place', { area: [{ ...aMessage().info[0]!.area[0]!, geocode: [{ valueName: 'VN-PROVINCE', value: '96' }] }] }],
    ['another time', { onset: '2025-11-08T07:00:00+07:00', expires: '2025-11-08T20:00:00+07:00', effective: '2025-11-08T06:00:00+07:00' }],
  ])('is not %s', async (name, info) => {
    const { id } = await send('tmd', xmlOf({ sender: ABROAD, identifier: `apart-${name}` }, { ...block, ...info }));
    expect(partsOfBulletinId(id)?.eventId).toMatch(/^cap-/);
    const [event] = await db.query('select 1 from events where id = $1', [partsOfBulletinId(id)?.eventId]);
    expect(event).toBeUndefined();
  });

  test('is not a second message without reference from the same source: that begins an event of its own', async () => {
    const { id } = await send('tmd', xmlOf({ sender: ABROAD, identifier: 'again-1' }, block));
    const { id: second } = await send('tmd', xmlOf({ sender: ABROAD, identifier: 'again-2' }, block));
    expect(partsOfBulletinId(second)?.eventId).not.toBe(partsOfBulletinId(id)?.eventId);
  });
});
