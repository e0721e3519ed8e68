import { until } from '@loa/testing/servers';
import { expect, test } from 'vitest';
import { got, isSigned, issue, range, useBeds, WITHIN_MS } from '../test-bed.ts';
import { FORMER_SECRET_HOURS } from './keys.ts';

const { bedOf, cursorOf, db, sinkOf } = useBeds();

test('another secret signs beside the former one for a day, then alone; a second one within the day ends the oldest', async () => {
  const bed = await bedOf();
  const sink = await sinkOf();
  const { id, token, secret: first } = await bed.outlet(sink.url);
  const rotate = async () => {
    const answer = await bed.call('POST', '/api/outlets/me/secret', token);
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    return answer.body;
  };
  const { secret: second, formerUntil } = await rotate();
  expect(formerUntil).toBe(new Date(bed.clock.now().getTime() + FORMER_SECRET_HOURS * 3_600_000).toISOString());
  const signedBy = async (count: number) => {
    await issue(db(), 1);
    await got(sink, count);
    // Settled too: a lease that the clock ends meanwhile brings the same item again.
    await until(`item ${count} is settled`, WITHIN_MS, async () => (await cursorOf(id))?.number === count && true, 5);
    return [first, String(second)].map((secret) => isSigned(sink.received.at(-1)!, secret));
  };
  expect(await signedBy(1)).toEqual([true, true]);
  bed.clock.advance(FORMER_SECRET_HOURS * 3_600_000);
  expect(await signedBy(2)).toEqual([false, true]);
  const { secret: third } = await rotate();
  await rotate();
  expect(await signedBy(3)).toEqual([false, false]);
  expect(isSigned(sink.received.at(-1)!, String(third))).toBe(true);
  expect((await bed.call('POST', '/api/outlets/me/test', token)).body).toMatchObject({ delivered: true });
  expect(isSigned(sink.received.at(-1)!, String(third))).toBe(true);
  expect(range(1, 3)).toEqual(sink.received.slice(0, 3).map((one) => (JSON.parse(one.body) as { number: number }).number));
});

test('another token ends the former one at once; an operator gives another to who has lost it', async () => {
  const bed = await bedOf();
  const { id, token } = await bed.outlet('http://127.0.0.1:9/');
  const me = async (as: unknown) => (await bed.call('GET', '/api/outlets/me', String(as))).status;
  const own = (await bed.call('POST', '/api/outlets/me/token', token)).body['token'];
  expect([await me(token), await me(own)]).toEqual([401, 200]);
  const given = await bed.call('POST', `/api/outlets/${id}/token`, bed.operator);
  expect([given.status, given.headers['cache-control'], given.body['outlet']]).toMatchObject([200, 'no-store', { id }]);
  expect([await me(own), await me(given.body['token'])]).toEqual([401, 200]);
  expect((await bed.call('POST', `/api/outlets/${id}/token`, String(given.body['token']))).status).toBe(401);
  expect((await bed.call('POST', '/api/outlets/99/token', bed.operator)).status).toBe(404);
});
