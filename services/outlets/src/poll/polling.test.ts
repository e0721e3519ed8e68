import { apiKeysTable, capPollsTable, issuersTable } from '@loa/adapters/postgres';
import type { CapPolls } from '@loa/domain/ports';
import { manualClock } from '@loa/testing/clock';
import { until } from '@loa/testing/servers';
import { describe, expect, test } from 'vitest';
import { aSource, atom, entry, linkTo, NOW, rss, rssItem, says, sends, useBeds, xml } from './test-bed.ts';

const { db, bedOf, serverOf, intakeOf } = useBeds();
const after = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();

describe('a message reaches intake', () => {
  test.each([
    ['as the document itself', 'cap', () => xml('one')],
    ['inside an Atom entry', 'atom', () => atom(entry('1', `<content type="text/xml">${xml('one')}</content>`))],
    ['behind the link of an Atom entry, also a relative one', 'atom', () => atom(entry('1', linkTo('/one.xml')))],
    ['behind the link of an RSS item', 'rss', (url: string) => rss(rssItem(`${url}/one.xml`))],
  ] as const)('%s, once, with the key of its source', async (_, kind, document) => {
    const [server, intake] = [await serverOf(), await intakeOf()];
    server.answers.set('/feed', sends(document(server.url)));
    server.answers.set('/one.xml', sends(xml('one')));
    const bed = await bedOf({ sources: [aSource(`${server.url}/feed`, { kind })], intake });
    expect(await bed.round()).toMatchObject({
      ...{ outcome: 'read', succeededAt: NOW, failures: 0, counts: { submitted: 1, refused: 0, checked: 0 } },
      recentItems: [{ outcome: 'submitted', bulletinId: 'bulletin-one', identity: { identifier: 'one', sent: NOW } }],
    });
    bed.clock.advance(60_000);
    await bed.round();
    expect([intake.taken, intake.asked.length]).toEqual([['bulletin-one'], 1]);
    expect([intake.asked[0]?.headers.authorization, intake.asked[0]?.headers['content-type']]).toEqual([
      'Bearer key-of-tmd',
      'application/cap+xml',
    ]);
    expect(server.countOf('/one.xml')).toBeLessThanOrEqual(1);
  });

  test('whole, also when its namespace is declared by the feed around it', async () => {
    const [server, intake] = [await serverOf(), await intakeOf()];
    const inside = xml('one')
      .replace(/<(\/?)(?=\w)/g, '<$1cap:')
      .replace('xmlns=', 'xmlns:cap=');
    const [declared] = /xmlns:cap="[^"]*"/.exec(inside)!;
    const feed = atom(entry('1', `<content type="text/xml">${inside.replace(` ${declared}`, '')}</content>`)).replace(
      '<feed',
      `<feed ${declared}`,
    );
    server.answers.set('/feed', sends(feed));
    const bed = await bedOf({ sources: [aSource(`${server.url}/feed`)], intake });
    await bed.round();
    expect(intake.taken).toEqual(['bulletin-one']);
    expect(intake.asked[0]?.body).toContain('xmlns="urn:oasis:names:tc:emergency:cap:1.2"');
  });
});

test('messages are submitted in the order in which they were sent, however the feed sorts them', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  const at = (id: string, minute: string): string => entry(id, xml(id, { sent: `2025-11-06T08:${minute}:00+07:00` }));
  server.answers.set('/feed', sends(atom(at('c', '30'), at('a', '10'), at('b', '20'))));
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`)], intake });
  await bed.round();
  expect(intake.taken).toEqual(['bulletin-a', 'bulletin-b', 'bulletin-c']);
});

test('a document that has not changed is asked for with its validators, and counts as a success', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  const validators = { etag: '"7"', 'last-modified': 'Thu, 06 Nov 2025 00:59:00 GMT' };
  server.answers.set('/feed', (response, { headers }) => {
    const isSame = headers['if-none-match'] === '"7"' && headers['if-modified-since'] === validators['last-modified'];
    (isSame ? says(304) : sends(xml('one'), validators))(response, {} as never);
  });
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`, { kind: 'cap' })], intake });
  await bed.round();
  bed.clock.advance(60_000);
  expect(await bed.round()).toMatchObject({ outcome: 'unchanged', succeededAt: after(60), nextAt: after(120) });
  expect(server.asked.map((one) => one.headers['if-none-match'])).toEqual([undefined, '"7"']);
});

test('a document with more than a round takes is read on, without validators until its end, and no link is followed twice', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  const names = ['a', 'b', 'c', 'd', 'e'];
  for (const name of names) server.answers.set(`/${name}.xml`, sends(xml(name)));
  server.answers.set('/feed', sends(atom(...names.map((name) => entry(name, linkTo(`${name}.xml`)))), { etag: '"1"' }));
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`)], intake, settings: { linksAtOnce: 2 } });
  expect(await bed.round()).toMatchObject({ outcome: 'partial', nextAt: after(1), recentFailures: [] });
  bed.clock.advance(1_000);
  expect(await bed.round()).toMatchObject({ outcome: 'partial' });
  bed.clock.advance(1_000);
  expect(await bed.round()).toMatchObject({ outcome: 'read', nextAt: after(62) });
  expect([intake.taken.toSorted(), names.map((name) => server.countOf(`/${name}.xml`))]).toEqual([
    names.map((name) => `bulletin-${name}`),
    [1, 1, 1, 1, 1],
  ]);
  expect(server.asked.some((one) => one.headers['if-none-match'] !== undefined)).toBe(false);
});

test('an entry that was updated is read again', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  server.answers.set('/one.xml', sends(xml('one')));
  server.answers.set('/feed', sends(atom(entry('1', linkTo('one.xml')))));
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`)], intake });
  await bed.round();
  server.answers.set('/one.xml', sends(xml('two')));
  server.answers.set('/feed', sends(atom(entry('1', linkTo('one.xml'), '2025-11-06T01:01:00Z'))));
  bed.clock.advance(60_000);
  await bed.round();
  expect(intake.taken).toEqual(['bulletin-one', 'bulletin-two']);
});

test('a source that fails is left alone longer each time and listed with its reasons; Retry-After is respected; a success ends it', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  server.answers.set('/feed', says(500));
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`, { kind: 'cap' })], intake });
  const waitOf = ({ nextAt }: { nextAt: string }): number => (Date.parse(nextAt) - bed.clock.now().getTime()) / 1_000;
  const first = await bed.round();
  expect(first).toMatchObject({ outcome: 'failed', failures: 1, succeededAt: null });
  expect(Math.abs(waitOf(first) - 60)).toBeLessThanOrEqual(12);
  bed.clock.set(first.nextAt);
  const second = await bed.round();
  expect(Math.abs(waitOf(second) - 120)).toBeLessThanOrEqual(24);
  server.answers.set('/feed', says(429, { 'retry-after': '1800' }));
  bed.clock.set(second.nextAt);
  const third = await bed.round();
  expect([waitOf(third), third.failures, third.recentFailures.map(({ reason }) => reason)]).toEqual([
    ...[1_800, 3],
    ['http-429', 'http-500', 'http-500'],
  ]);
  server.answers.set('/feed', sends(xml('one')));
  bed.clock.set(third.nextAt);
  expect(await bed.round()).toMatchObject({ outcome: 'read', failures: 0, succeededAt: third.nextAt });
  expect(await bed.values('loa_cap_source_polls_total')).toEqual({ read: 1, unchanged: 0, partial: 0, failed: 3 });
});

test('a link that cannot be read leaves the others alone; a server error is tried again, a refusal is given up and listed', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  server.answers.set('/good.xml', sends(xml('good')));
  server.answers.set('/ill.xml', says(503));
  server.answers.set('/feed', sends(atom(...['gone', 'ill', 'good'].map((name) => entry(name, linkTo(`${name}.xml`))))));
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`)], intake });
  for (let n = 0; n < 6; n += 1) {
    expect(await bed.round()).toMatchObject({ outcome: 'partial', failures: 0, nextAt: after(60 * (n + 1)) });
    bed.clock.advance(60_000);
  }
  server.answers.set('/ill.xml', sends(xml('ill')));
  expect(await bed.round()).toMatchObject({ outcome: 'read', counts: { submitted: 2, refused: 1 } });
  expect((await bed.stateOf())?.recentItems).toContainEqual(expect.objectContaining({ outcome: 'refused', reason: 'link-http-404' }));
  expect([server.countOf('/gone.xml'), server.countOf('/good.xml')]).toEqual([5, 1]);
});

test('what intake refuses is listed with its findings and not submitted again; without an answer it is, and then taken', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  const errors = [{ path: 'info[0].expires', rule: 'validity-over', expected: 'an instant that is not past' }];
  const body = JSON.stringify({ type: 'urn:loa:problem:validity-over', title: 'A validity is over', status: 422, errors });
  server.answers.set('/feed', sends(atom(entry('1', xml('bad')), entry('2', xml('good', { sent: '2025-11-06T08:01:00+07:00' })))));
  intake.answer(says(503, { 'retry-after': '5' }));
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`)], intake });
  const failed = await bed.round();
  expect([failed.recentFailures, failed.counts.refused, intake.asked.length]).toMatchObject([[{ reason: 'intake-http-503' }], 0, 1]);
  intake.answer((response, request) => {
    if (!intake.asked.at(-1)?.body.includes('>bad<')) return intake.takes(response, request);
    response.writeHead(422, { 'content-type': 'application/problem+json' }).end(body);
  });
  bed.clock.set(failed.nextAt);
  expect(await bed.round()).toMatchObject({
    outcome: 'read',
    counts: { submitted: 1, refused: 1 },
    recentItems: expect.arrayContaining([
      expect.objectContaining({
        ...{ outcome: 'refused', reason: 'validity-over' },
        findings: [{ element: 'info[0].expires', rule: 'validity-over', says: 'expected an instant that is not past' }],
      }),
    ]) as unknown[],
  });
  bed.clock.advance(60_000);
  await bed.round();
  expect(intake.asked.filter((one) => one.body.includes('>bad<'))).toHaveLength(2);
});

test('a source that is not trusted is read and listed, and nothing is submitted; trusted later its messages are', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  server.answers.set('/feed', (response, { headers }) =>
    (headers['if-none-match'] === '"1"' ? says(304) : sends(xml('one', { severity: 'Odd' }), { etag: '"1"' }))(response, {} as never),
  );
  const clock = manualClock(NOW);
  const source = (trusted: boolean) => aSource(`${server.url}/feed`, { kind: 'cap', trusted });
  const bed = await bedOf({ sources: [source(false)], intake, clock });
  expect(await bed.round()).toMatchObject({
    recentItems: [{ outcome: 'checked', findings: [expect.objectContaining({ element: 'info[0].severity' })] }],
  });
  await bed.stop();
  expect(intake.asked).toEqual([]);
  clock.advance(1_000);
  const trusting = await bedOf({ sources: [source(true)], intake, clock });
  expect(await trusting.round()).toMatchObject({ counts: { submitted: 1, checked: 0 } });
  expect(intake.taken).toEqual(['bulletin-one']);
});

test('a message of a sender that is not the source’s is refused here', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  server.answers.set('/feed', sends(xml('one', { sender: 'somebody@example.com' })));
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`, { kind: 'cap' })], intake });
  expect(await bed.round()).toMatchObject({ recentItems: [{ outcome: 'refused', reason: 'sender-not-yours' }] });
  expect(intake.asked).toEqual([]);
});

test('killed between the fetch and the submission, or between the submission and its note, a message is neither lost nor taken twice', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  server.answers.set('/one.xml', sends(xml('one')));
  server.answers.set('/feed', sends(atom(entry('1', linkTo('one.xml')))));
  const clock = manualClock(NOW);
  const source = aSource(`${server.url}/feed`);
  // Whoever is killed says nothing more: no answer and no note is heard of again, and it takes nothing a second time.
  const { promise: never, reject: atLast } = Promise.withResolvers<never>();
  never.catch(() => undefined);
  const takesOnce = (): CapPolls => {
    const polls = capPollsTable(db());
    let turn = 0;
    return { ...polls, take: async (limits) => ((turn += 1) === 1 ? polls.take(limits) : []) };
  };
  let [asked, noted] = [false, false];
  const submit = (): Promise<never> => ((asked = true), never);
  const killedBefore = await bedOf({ sources: [source], intake, clock, ports: { polls: takesOnce(), submit } });
  // Not when it is fetched: the lease is renewed once more before it is submitted.
  await until('it is about to be submitted', 30_000, async () => asked, 5);
  expect(server.countOf('/one.xml')).toBe(1);
  expect([await killedBefore.polls.take({ ids: ['tmd'], now: after(29), leaseMs: 1, sound: 1, suspect: 1 }), intake.taken]).toEqual([
    [],
    [],
  ]);
  clock.advance(31_000);
  const note = (): Promise<never> => ((noted = true), never);
  const killedAfter = await bedOf({ sources: [source], intake, clock, ports: { polls: { ...takesOnce(), note } } });
  await until('it is about to be noted', 30_000, async () => noted, 5);
  expect(intake.taken).toHaveLength(1);
  expect((await killedAfter.stateOf())?.counts.submitted).toBe(0);
  clock.advance(31_000);
  const bed = await bedOf({ sources: [source], intake, clock });
  expect(await bed.round()).toMatchObject({ outcome: 'read', counts: { submitted: 1 } });
  expect([intake.taken, intake.asked.length]).toEqual([['bulletin-one'], 2]);
  atLast(new Error('the test is over'));
}, 60_000);

test('of two processes that poll at once one asks a source', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  const clock = manualClock(NOW);
  const sources = ['a', 'b', 'c'].map((id) => {
    server.answers.set(`/${id}`, sends(xml(id, { sender: `${id}@example.th` })));
    return aSource(`${server.url}/${id}`, { kind: 'cap' }, { id, issuer: id, senders: [`${id}@example.th`] });
  });
  const beds = await Promise.all([bedOf({ sources, intake, clock }), bedOf({ sources, intake, clock })]);
  for (let n = 1; n <= 3; n += 1) {
    for (const { id } of sources) await beds[0].round(clock.now().toISOString(), id);
    expect(['/a', '/b', '/c'].map((path) => server.countOf(path))).toEqual([n, n, n]);
    clock.advance(60_000);
  }
  expect([intake.taken.toSorted(), intake.asked.length]).toEqual([['bulletin-a', 'bulletin-b', 'bulletin-c'], 3]);
});

test('GET /api/sources shows operators every source, and nobody else', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  server.answers.set('/feed', sends(xml('one')));
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`, { kind: 'cap' })], intake });
  await bed.round();
  const keys = apiKeysTable(db());
  await issuersTable(db()).put({ id: 'tmd', name: 'Issuer abroad', authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' } });
  const get = async (key: string) => bed.http.inject({ url: '/api/sources', headers: { authorization: `Bearer ${key}` } });
  const operator = await get(await keys.create({ role: 'operator', issuer: null, label: 'night shift' }));
  expect(operator.json()).toMatchObject({
    at: NOW,
    sources: [
      {
        ...{ id: 'tmd', issuer: 'tmd', country: 'TH', kind: 'cap', everySeconds: 60, trusted: true, outcome: 'read', failures: 0 },
        recentItems: [{ outcome: 'submitted', bulletinId: 'bulletin-one' }],
      },
    ],
  });
  const forecaster = await get(await keys.create({ role: 'forecaster', issuer: 'tmd', label: 'desk' }));
  expect([forecaster.statusCode, (await get('x')).statusCode]).toEqual([403, 401]);
});

test('every series of the metrics is there from the start, also how old the last success is', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  server.answers.set('/feed', says(500));
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`)], intake });
  await bed.round();
  bed.clock.advance(90_000);
  expect(await bed.values('loa_cap_source_polls_total')).toEqual({ read: 0, unchanged: 0, partial: 0, failed: 1 });
  expect(await bed.values('loa_cap_source_messages_total')).toEqual({ submitted: 0, refused: 0, checked: 0 });
  expect(await bed.values('loa_cap_source_success_age_seconds')).toEqual({ '': 90 });
});
