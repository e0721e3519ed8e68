import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { type Bed, issue, NOW, useBeds } from '../test-bed.ts';

const { bedOf, db } = useBeds();

const AIRED = '/api/warnings/actual-1/aired';
/** Minutes after the issue. */
const minute = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
const entries = [aWarningEntry({ onset: NOW, expiresAt: minute(20 * 60) })];
const report = (more: object = {}) => ({ medium: 'radio', dueAt: NOW, airedAt: minute(1), ...more });

/** An approved radio station and an urgent storm bulletin, due at once and every two hours; it is two minutes later. */
async function radioAndStorm() {
  const bed = await bedOf();
  await issue(db(), 1, { entries });
  const station = await bed.outlet('', { way: { kind: 'feed' } });
  bed.clock.advance(2 * 60_000);
  return { bed, token: station.token, id: station.id };
}
const rows = async () => (await db().query<{ count: number }>('select count(*)::int as count from airings'))[0]?.count;
const fieldsOf = ({ body }: Awaited<ReturnType<Bed['call']>>) => body['errors'];

test('an outlet says that it has aired a warning; said twice it is one row, and the first word stands', async () => {
  const { bed, token, id } = await radioAndStorm();
  const first = await bed.call('POST', AIRED, token, report({ note: 'trong bản tin sáng' }));
  const kept = { ...report({ note: 'trong bản tin sáng' }), outletId: id, warningId: 'actual-1', by: minute(5), late: false };
  expect([first.status, first.body]).toEqual([201, { ...kept, reportedAt: minute(2) }]);
  bed.clock.advance(60_000);
  const again = await bed.call('POST', AIRED, token, report({ airedAt: minute(3) }));
  expect([again.status, again.body, await rows()]).toEqual([200, first.body, 1]);
});

test('without the token of an outlet nothing is taken: not without one, not with a wrong one, not with an operator’s key', async () => {
  const { bed } = await radioAndStorm();
  for (const key of [null, 'wrong', bed.operator]) {
    const answer = await bed.call('POST', AIRED, key, report());
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  }
  expect(await rows()).toBe(0);
});

test('an outlet that no operator approved, or that is blocked, cannot report', async () => {
  const { bed, token, id } = await radioAndStorm();
  await bed.call('POST', `/api/outlets/${id}/block`, bed.operator, { reason: 'không rõ' });
  expect(await bed.call('POST', AIRED, token, report())).toMatchObject({ status: 409, body: { detail: 'blocked' } });
});

test.each([
  [{ medium: 'fax' }, 'medium'],
  [{ medium: undefined }, 'medium'],
  [{ dueAt: 'sáng nay' }, 'dueAt'],
  [{ airedAt: '2025-11-06' }, 'airedAt'],
  [{ note: ' ' }, 'note'],
  [{ dueAt: minute(1) }, 'dueAt'],
  [{ airedAt: minute(-1) }, 'airedAt'],
  [{ airedAt: minute(4) }, 'airedAt'],
])('a report of %j is refused, naming %s', async (wrong, path) => {
  const { bed, token } = await radioAndStorm();
  const answer = await bed.call('POST', AIRED, token, report(wrong));
  expect([answer.status, fieldsOf(answer), await rows()]).toEqual([422, [{ path, expected: expect.any(String) }], 0]);
});

test('a warning that does not exist is said to be unknown', async () => {
  const { bed, token } = await radioAndStorm();
  const unknown = '/api/warnings/actual-99/aired';
  expect([(await bed.call('POST', unknown, token, report())).status, (await bed.call('GET', unknown, bed.operator)).status]).toEqual([
    404, 404,
  ]);
});

test('operators, and nobody else, see who aired what and what nobody reported', async () => {
  const { bed, token, id } = await radioAndStorm();
  bed.clock.advance(4 * 60_000);
  await bed.call('POST', AIRED, token, report({ airedAt: minute(6) }));
  expect([(await bed.call('GET', AIRED, null)).status, (await bed.call('GET', AIRED, token)).status]).toEqual([401, 401]);
  const forecaster = await bed.keys.create({ role: 'forecaster', issuer: null, label: 'desk' });
  expect((await bed.call('GET', AIRED, forecaster)).status).toBe(403);
  const seen = await bed.call('GET', AIRED, bed.operator);
  const word = { outletId: id, outlet: 'Đài của phép thử', airedAt: minute(6), late: true, note: null, reportedAt: minute(6) };
  expect(seen.body['airings']).toMatchObject([
    { repeat: 'radio-1', dueAt: NOW, by: minute(5), basis: 'as-television', state: 'late', outlets: 1, late: 1, reports: [word] },
    { repeat: 'television-1', state: 'not-reported', outlets: 0, reports: [] },
  ]);
});

test('of a warning that something newer replaced nothing more is asked for, and what was aired of a recalled one is still taken', async () => {
  const { bed, token } = await radioAndStorm();
  const { seriesId } = aWarning();
  await db().query("update warnings set series_id = $1 where id = 'actual-1'", [seriesId]);
  await issue(db(), 1, { entries, issuedAt: minute(90) });
  await db().query("update warnings set series_id = $1 where id = 'actual-2'", [seriesId]);
  bed.clock.advance(300 * 60_000);
  const asked = async () => {
    const { body } = await bed.call('GET', AIRED, bed.operator);
    return JSON.stringify(body).match(/(radio|television)-\d+(?=","medium)/g);
  };
  expect(await asked()).toEqual(['radio-1', 'television-1']);
  await db().query("update warnings set recalled_at = $1 where id = 'actual-1'", [minute(60)]);
  const late = report({ dueAt: minute(120), airedAt: minute(121) });
  expect((await bed.call('POST', AIRED, token, late)).status).toBe(201);
  expect(await asked()).toEqual(['radio-1', 'television-1', 'radio-2']);
});
