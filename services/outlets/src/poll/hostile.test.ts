import { publicFetches } from '@loa/adapters/webhook';
import { expect, test } from 'vitest';
import { aSource, type Answer, atom, entry, linkTo, says, sends, useBeds, xml } from './test-bed.ts';

const { bedOf, serverOf, intakeOf } = useBeds();

const BOMB = `<?xml version="1.0"?><!DOCTYPE alert [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>`;
const endless: Answer = (response) => {
  response.writeHead(200);
  const more = (): boolean => !response.destroyed && response.write('<!-- more -->'.repeat(5_000), () => setImmediate(more));
  more();
};
const trickles: Answer = (response) => {
  response.writeHead(200);
  const more = (): void => void (response.destroyed || response.write('<', () => setTimeout(more, 5)));
  more();
};

test.each<[string, Answer, string]>([
  ['a document without an end', endless, 'too-large'],
  ['one that trickles', trickles, 'timeout'],
  ['one that never comes', () => undefined, 'timeout'],
  ['an entity bomb', sends(`${BOMB}<feed>&c;</feed>`), 'doctype'],
  ['elements without end inside one another', sends('<a>'.repeat(100_000)), 'too-deep'],
  ['a web page', sends('<html><body/></html>'), 'not-a-feed'],
  ['a packed document', sends('x', { 'content-encoding': 'gzip' }), 'content-encoding'],
  ['a 304 that nobody asked for', says(304), 'http-304'],
])('%s fails the round, and the process goes on', async (_, answer, reason) => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  server.answers.set('/feed', answer);
  server.answers.set('/other', sends(xml('other', { sender: 'other@example.th' })));
  const other = aSource(`${server.url}/other`, { kind: 'cap' }, { id: 'other', issuer: 'other', senders: ['other@example.th'] });
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`), other], intake, settings: { timeoutMs: 1_000 } });
  expect(await bed.round()).toMatchObject({ outcome: 'failed', recentFailures: [{ reason }] });
  expect(await bed.round(undefined, 'other')).toMatchObject({ outcome: 'read' });
  expect(intake.taken).toEqual(['bulletin-other']);
});

test('a redirect is not followed, neither of the document nor of a link', async () => {
  const [server, inside, intake] = [await serverOf(), await serverOf(), await intakeOf()];
  server.answers.set('/feed', says(302, { location: `${inside.url}/feed` }));
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`)], intake });
  const { nextAt, recentFailures } = await bed.round();
  expect(recentFailures).toMatchObject([{ reason: 'http-302' }]);
  server.answers.set('/feed', sends(atom(entry('1', linkTo('one.xml')))));
  server.answers.set('/one.xml', says(301, { location: `${inside.url}/one.xml` }));
  bed.clock.set(nextAt);
  expect(await bed.round()).toMatchObject({ outcome: 'partial', recentFailures: [{ reason: 'link-http-301' }, { reason: 'http-302' }] });
  expect(inside.asked).toEqual([]);
});

test('links to other hosts, other schemes and other ports are listed, and not followed unless their origin is configured', async () => {
  const [server, elsewhere, intake] = [await serverOf(), await serverOf(), await intakeOf()];
  elsewhere.answers.set('/one.xml', sends(xml('one')));
  const links = [`${elsewhere.url}/one.xml`, 'file:///etc/passwd', 'ftp://127.0.0.1/', `${server.url.replace('http', 'https')}/one.xml`];
  server.answers.set('/feed', sends(atom(...links.map((href, at) => entry(String(at), linkTo(href))))));
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`)], intake });
  const { counts, recentItems } = await bed.round();
  expect([counts.refused, new Set(recentItems.map(({ reason }) => reason))]).toEqual([4, new Set(['link-elsewhere'])]);
  expect([elsewhere.asked, server.asked.length]).toEqual([[], 1]);
  await bed.stop();
  bed.clock.advance(1_000);
  const wider = await bedOf({ sources: [aSource(`${server.url}/feed`, { origins: [elsewhere.url] })], intake, clock: bed.clock });
  expect(await wider.round()).toMatchObject({ counts: { submitted: 1, refused: 3 } });
});

test('a source inside the network is not asked, nor is a name that leads there', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  const named = aSource(server.url.replace('127.0.0.1', 'alerts.example'), {}, { id: 'named', issuer: 'named', senders: ['named'] });
  const fetches = publicFetches({ resolve: async () => ['127.0.0.1'] });
  const bed = await bedOf({ sources: [aSource(server.url), named], intake, ports: { fetches } });
  expect(await bed.round()).toMatchObject({ recentFailures: [{ reason: 'address-loopback' }] });
  expect(await bed.round(undefined, 'named')).toMatchObject({ recentFailures: [{ reason: 'address-loopback' }] });
  expect(server.asked).toEqual([]);
});

test('what stands behind a link and is no message is listed once, by what is wrong with it; the others pass', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  const pages: Record<string, Answer> = {
    bomb: sends(`${BOMB}<alert>&c;</alert>`),
    page: sends('<html/>'),
    nobody: sends(xml('nobody', { sender: '' })),
    good: sends(xml('good')),
  };
  for (const [name, answer] of Object.entries(pages)) server.answers.set(`/${name}`, answer);
  server.answers.set('/feed', sends(atom(...Object.keys(pages).map((name) => entry(name, linkTo(name))), entry('none', ''))));
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`)], intake });
  const { outcome, recentItems } = await bed.round();
  expect([outcome, recentItems.map(({ reason }) => reason ?? 'taken').toSorted()]).toEqual([
    'read',
    ['doctype', 'link-missing', 'no-sender', 'not-cap', 'taken'],
  ]);
  bed.clock.advance(60_000);
  await bed.round();
  expect(Object.keys(pages).map((name) => server.countOf(`/${name}`))).toEqual([1, 1, 1, 1]);
});

test('a page that is too large is refused after a few tries, a feed of more entries than are looked at says so', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  server.answers.set('/large', endless);
  server.answers.set('/feed', sends(atom(entry('1', linkTo('large')), entry('2', linkTo('b')), entry('3', linkTo('c')))));
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`)], intake, settings: { mostShown: 1 } });
  for (let n = 0; n < 4; n += 1) {
    expect(await bed.round()).toMatchObject({
      outcome: 'partial',
      recentFailures: expect.arrayContaining([expect.objectContaining({ reason: 'link-too-large' })]) as unknown[],
    });
    bed.clock.advance(60_000);
  }
  const last = await bed.round();
  expect([last.recentItems[0]?.reason, last.recentFailures[0]?.reason, server.countOf('/large'), server.countOf('/b')]).toEqual([
    ...['link-too-large', 'too-many-entries', 5, 0],
  ]);
});

test('messages without a name of their own are told apart by what is wrong with them, and none is listed twice', async () => {
  const [server, intake] = [await serverOf(), await intakeOf()];
  server.answers.set('/feed', sends(xml('one', { sent: 'yesterday' })));
  const bed = await bedOf({ sources: [aSource(`${server.url}/feed`, { kind: 'cap' })], intake });
  await bed.round();
  bed.clock.advance(60_000);
  expect((await bed.round()).counts.refused).toBe(1);
  server.answers.set('/feed', sends(xml('two', { sent: 'today' })));
  bed.clock.advance(60_000);
  expect((await bed.round()).recentItems.map(({ reason }) => reason)).toEqual(['unreadable-sent', 'unreadable-sent']);
});
