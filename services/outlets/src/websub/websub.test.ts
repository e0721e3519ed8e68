import { createHmac } from 'node:crypto';
import { websubTable } from '@loa/adapters/postgres';
import { manualClock } from '@loa/testing/clock';
import { until } from '@loa/testing/servers';
import { expect, test } from 'vitest';
import { type Answer, type Bed, feedOf, hangs, issue, NOW, ok, resets, says, TOPIC, useBeds, WITHIN_MS } from '../test-bed.ts';

const { bedOf, db, sinkOf } = useBeds();

/** A subscriber that means what it asks for, and answers a feed as `toFeed` says. */
const subscriberOf = async (toFeed: Answer = ok) => {
  const subscriber = { toFeed };
  const sink = await sinkOf((one, response, count) => {
    if (one.method === 'POST') subscriber.toFeed(one, response, count);
    else response.end(new URL(one.path, 'http://subscriber.invalid').searchParams.get('hub.challenge'));
  });
  const feeds = () => sink.received.filter((one) => one.method === 'POST');
  return Object.assign(subscriber, { sink, url: sink.url, feeds, bodies: () => feeds().map((one) => one.body) });
};

const ask = async (bed: Bed, callback: string, more: Record<string, string> = {}, token?: string) => {
  const form = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.callback': callback, ...more });
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  return bed.http.inject({ method: 'POST', url: '/websub', headers, payload: form.toString() });
};
const subscribed = async (bed: Bed, url: string, more: Record<string, string> = {}) => {
  const before = await websubTable(db()).count(NOW);
  expect((await ask(bed, url, more)).statusCode).toBe(202);
  await until('it is verified', WITHIN_MS, async () => (await websubTable(db()).count(NOW)) > before, 5);
};
const asks = async () => (await db().query('select 1 from websub_asks')).length;

test('a subscriber is asked whether it means it, with its own query kept, and stands for the lease it got', async () => {
  const bed = await bedOf();
  const subscriber = await subscriberOf();
  await subscribed(bed, `${subscriber.url}?id=a%20b`, { 'hub.lease_seconds': '3600' });
  const [asked] = subscriber.sink.received;
  expect(asked?.path).toMatch(/^\/hook\?id=a%20b&hub\.mode=subscribe&/);
  const parameters = new URL(asked!.path, subscriber.url).searchParams;
  expect([parameters.get('hub.topic'), parameters.get('hub.lease_seconds')]).toEqual([TOPIC, '3600']);
  expect(await websubTable(db()).topics('2025-11-06T01:59:59.000Z')).toEqual([TOPIC]);
  expect(await websubTable(db()).topics('2025-11-06T02:00:00.000Z')).toEqual([]);
});

test.each<[string, Answer]>([
  ['another word', (_, response) => void response.end('yes')],
  ['the challenge and more', (one, response) => void response.end(`${new URL(one.path, 'http://x').searchParams.get('hub.challenge')}x`)],
  ['404', says(404)],
  ['a redirect', says(302, { location: 'http://127.0.0.1:1/' })],
])('whoever answers with %s did not mean it', async (_, answer) => {
  const bed = await bedOf();
  const sink = await sinkOf(answer);
  await ask(bed, sink.url);
  await until('it is dropped', WITHIN_MS, async () => (await asks()) === 0 && sink.received.length > 0);
  expect(await websubTable(db()).count(NOW)).toBe(0);
});

test('a callback that cannot be reached is asked four times, and then no more', async () => {
  const bed = await bedOf();
  const sink = await sinkOf(resets);
  await ask(bed, sink.url);
  for (let n = 1; n <= 4; n += 1) {
    await until('it is asked', WITHIN_MS, async () => sink.received.length === n);
    await until(
      'that is settled',
      WITHIN_MS,
      async () => (await db().query(`select 1 from websub_asks where lease_owner is not null`)).length === 0,
    );
    bed.clock.advance(60_000);
  }
  expect([await asks(), await websubTable(db()).count(NOW)]).toEqual([0, 0]);
});

test('when an item is issued, the feed as it is now arrives, signed, with its type and links', async () => {
  const bed = await bedOf();
  const [secretly, plainly] = [await subscriberOf(), await subscriberOf()];
  await issue(db(), 1);
  await subscribed(bed, secretly.url, { 'hub.secret': 'bí mật' });
  await subscribed(bed, plainly.url);
  await issue(db(), 1);
  await until('both have it', WITHIN_MS, async () => secretly.feeds().length > 0 && plainly.feeds().length > 0);
  const [{ headers, body }] = secretly.feeds() as [ReturnType<typeof secretly.feeds>[number]];
  expect(body).toBe('1\n2');
  expect(headers).toMatchObject({
    'content-type': 'application/atom+xml; charset=utf-8',
    link: `<https://loa.example/websub>; rel="hub", <${TOPIC}>; rel="self"`,
    'x-hub-signature': `sha256=${createHmac('sha256', 'bí mật').update(body).digest('hex')}`,
  });
  expect(plainly.feeds()[0]?.headers['x-hub-signature']).toBeUndefined();
});

test('a subscriber that was away gets the feed as it is when it is back; others wait for nobody', async () => {
  const bed = await bedOf({ settings: { soundSlots: 2, suspectSlots: 1, slowMs: 100, timeoutMs: 500 } });
  const [away, hanging, fine] = [await subscriberOf(resets), await subscriberOf(hangs), await subscriberOf()];
  for (const one of [away, hanging, hanging, fine]) if (one.feeds().length === 0) await ask(bed, one.url);
  await until('all are verified', WITHIN_MS, async () => (await websubTable(db()).count(NOW)) === 3);
  for (let n = 1; n <= 4; n += 1) {
    await issue(db(), 1);
    await until('it has come', WITHIN_MS, async () => fine.bodies().at(-1)?.split('\n').length === n);
    bed.clock.advance(400_000);
  }
  expect(fine.bodies()).toEqual(['1', '1\n2', '1\n2\n3', '1\n2\n3\n4']);
  away.toFeed = ok;
  away.sink.received.length = 0;
  bed.clock.advance(400_000);
  await until('it is back', WITHIN_MS, async () => away.feeds().length > 0);
  expect(away.bodies()).toEqual(['1\n2\n3\n4']);
});

test('a process that is killed in the middle leaves the push to another', async () => {
  const clock = manualClock(NOW);
  const doomed = await bedOf({ clock, settings: { timeoutMs: 1_000 } });
  const subscriber = await subscriberOf(hangs);
  await subscribed(doomed, subscriber.url);
  const hub = websubTable(db());
  await hub.noteShown(TOPIC, 'something new');
  await until('it is being sent', WITHIN_MS, async () => subscriber.feeds().length === 1);
  // As if the holder were gone: nobody will settle under this name.
  await db().query(`update websub_subscriptions set lease_owner = 'killed'`);
  subscriber.toFeed = ok;
  clock.advance(doomed.settings.leaseMs);
  await until('it is sent again', WITHIN_MS, async () => subscriber.feeds().length >= 2);
});

test('410 ends a subscription; so does asking for it, once the intent is verified', async () => {
  const bed = await bedOf();
  const [gone, leaving] = [await subscriberOf(says(410)), await subscriberOf()];
  await subscribed(bed, gone.url);
  await subscribed(bed, leaving.url);
  await issue(db(), 1);
  await until('one is gone', WITHIN_MS, async () => (await websubTable(db()).count(NOW)) === 1);
  await ask(bed, leaving.url, { 'hub.mode': 'unsubscribe' });
  await until('none is left', WITHIN_MS, async () => (await websubTable(db()).count(NOW)) === 0);
  expect(leaving.sink.received.at(-1)?.path).not.toContain('lease_seconds');
});

test('a subscription whose time is over gets nothing more and is forgotten; renewed it goes on', async () => {
  const bed = await bedOf();
  const [over, renewed] = [await subscriberOf(), await subscriberOf()];
  await subscribed(bed, over.url, { 'hub.lease_seconds': '300' });
  await subscribed(bed, renewed.url, { 'hub.lease_seconds': '300' });
  await ask(bed, renewed.url, { 'hub.lease_seconds': '9000' });
  await until('it is renewed', WITHIN_MS, async () => (await websubTable(db()).count('2025-11-06T02:00:00.000Z')) === 1);
  bed.clock.advance(301_000);
  await issue(db(), 1);
  await until('it has come', WITHIN_MS, async () => renewed.feeds().length === 1);
  await until('it is forgotten', WITHIN_MS, async () => (await db().query('select 1 from websub_subscriptions')).length === 1);
  expect(over.feeds()).toEqual([]);
});

test('a feed that shows an item a moment later is read again', async () => {
  let hidden = true;
  const documentOf = async (topic: string) =>
    hidden ? { contentType: 'application/atom+xml', body: Buffer.from('old') } : feedOf(db())(topic);
  const bed = await bedOf({ ports: { documentOf } });
  const subscriber = await subscriberOf();
  await subscribed(bed, subscriber.url);
  await issue(db(), 1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  hidden = false;
  bed.clock.advance(2_000);
  await until('it has come', WITHIN_MS, async () => subscriber.bodies().at(-1) === '1');
});

test("with its token a subscription is an outlet's, and a push proves its path", async () => {
  const bed = await bedOf();
  const subscriber = await subscriberOf();
  const { token } = await bed.outlet('unused', { way: { kind: 'websub' } });
  expect((await ask(bed, subscriber.url, {}, 'not a token')).statusCode).toBe(401);
  await ask(bed, subscriber.url, {}, token);
  await until('it is verified', WITHIN_MS, async () => (await websubTable(db()).count(NOW)) === 1);
  expect((await bed.call('GET', '/api/outlets/me', token)).body['proved']).toBe(false);
  await issue(db(), 1);
  await until('it is proved', WITHIN_MS, async () => (await bed.call('GET', '/api/outlets/me', token)).body['proved'] === true);
});

test.each<[Record<string, string>, string, number]>([
  [{ 'hub.mode': 'publish' }, 'hub.mode', 422],
  [{ 'hub.topic': 'https://elsewhere.example/feed.atom' }, 'hub.topic', 404],
  [{ 'hub.callback': 'mailto:desk' }, 'hub.callback', 422],
  [{ 'hub.lease_seconds': 'long' }, 'hub.lease_seconds', 422],
  [{ 'hub.secret': 'x'.repeat(200) }, 'hub.secret', 422],
])('%j is refused, naming %s', async (wrong, path, status) => {
  const bed = await bedOf();
  const answer = await ask(bed, 'http://127.0.0.1:9/', wrong);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'application/problem+json; charset=utf-8']);
  expect(answer.json()).toMatchObject({ errors: [{ path }] });
  expect(await asks()).toBe(0);
});

test('who asks too often is told when to come again', async () => {
  const bed = await bedOf({ settings: { subscribeRate: { perSecond: 0.001, burst: 1 } } });
  await ask(bed, 'http://127.0.0.1:9/');
  const answer = await ask(bed, 'http://127.0.0.1:9/');
  expect([answer.statusCode, Number(answer.headers['retry-after']) > 100]).toEqual([429, true]);
});
