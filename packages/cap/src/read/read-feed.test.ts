import { describe, expect, test } from 'vitest';
import { readFeed } from './read-feed.ts';
import { briefly, message } from './test-bed.ts';

const feed = (document: string) => {
  const read = readFeed(document);
  if (read.kind === 'refused') throw new Error(`${read.reason}: ${read.says}`);
  return read;
};
const alert = message().replace(/<\?.*?\?>/, '');
const atom = (inner: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>Tin</title><updated>2025-11-06T01:00:00Z</updated>${inner}</feed>`;
const rss = (inner: string) =>
  `<rss version="2.0"><channel><title>Tin</title><link>https://a.vn/</link><pubDate>Thu, 06 Nov 2025 08:00:00 +0700</pubDate>${inner}</channel></rss>`;

describe('Atom', () => {
  test('an entry tells id, links with their kind, time and title', () => {
    const read = feed(
      atom(`<entry><id>https://a.vn/1.xml</id><title>Bão</title><updated>2025-11-06T08:00:00+07:00</updated>
        <link href="1.html"/><link rel="alternate" type="application/cap+xml" href="https://a.vn/1.xml"/></entry>`),
    );
    expect(read).toMatchObject({ format: 'atom', id: 'f', title: 'Tin', updated: '2025-11-06T01:00:00.000Z', strays: [], findings: [] });
    expect(read.entries).toEqual([
      {
        id: 'https://a.vn/1.xml',
        title: 'Bão',
        updated: '2025-11-06T01:00:00.000Z',
        links: [
          { href: '1.html', rel: 'alternate', type: null },
          { href: 'https://a.vn/1.xml', rel: 'alternate', type: 'application/cap+xml' },
        ],
        alerts: [],
      },
    ]);
  });

  test('messages inside entries are read, each with its own text and findings', () => {
    const bad = alert.replace('Actual', 'Sure');
    const read = feed(atom(`<entry><id>1</id><content>${alert}</content></entry><entry><id>2</id><content>${bad}</content></entry>`));
    const alerts = read.entries.map((entry) => entry.alerts[0]);
    expect(alerts.map((one) => one?.kind === 'read' && one.text)).toEqual([alert, bad]);
    expect(alerts.map((one) => one?.kind === 'read' && briefly(one.findings))).toEqual([[], ['status not-in-list']]);
  });

  test('a message without sender is refused, and its neighbours are read', () => {
    const read = feed(
      atom(`<entry><id>1</id><content>${alert.replace('tram@example.vn', '')}</content></entry><entry><id>2</id>${alert}</entry>`),
    );
    expect(read.entries.map(({ alerts }) => alerts.map((one) => (one.kind === 'refused' ? one.reason : one.kind)))).toEqual([
      ['no-sender'],
      ['read'],
    ]);
  });

  test('what readers of alert feeds cannot do without is asked for', () => {
    const twice = '<entry><id>1</id><link href="https://a.vn/1"/></entry>';
    expect(briefly(feed(atom(`${twice}${twice}<entry><title>x</title><updated>gestern</updated></entry>${alert}`)).findings)).toEqual([
      'entry[2] time-unreadable',
      'entry[1].id id-repeated',
      'entry[2].id id-missing',
      'entry[2].link link-missing',
      'alert[0] alert-outside-entry',
    ]);
  });
});

describe('RSS', () => {
  test('an item tells guid, link, enclosure, time and title', () => {
    const [entry] = feed(
      rss(`<item><title>Bão</title><link>https://a.vn/1.xml</link><guid isPermaLink="false">urn:1</guid><pubDate>Thu, 06 Nov 2025 01:00:00 GMT</pubDate>
        <enclosure url="https://a.vn/1.png" type="image/png" length="1"/></item>`),
    ).entries;
    expect(entry).toEqual({
      id: 'urn:1',
      title: 'Bão',
      updated: '2025-11-06T01:00:00.000Z',
      links: [
        { href: 'https://a.vn/1.xml', rel: 'alternate', type: null },
        { href: 'https://a.vn/1.png', rel: 'enclosure', type: 'image/png' },
      ],
      alerts: [],
    });
  });

  test('a guid that is an address stands for a link that is missing, unless it says that it is none', () => {
    const item = (attribute: string) =>
      feed(rss(`<item><title>x</title><guid${attribute}>https://a.vn/1.xml</guid></item>`)).entries[0]?.links;
    expect(item('')).toEqual([{ href: 'https://a.vn/1.xml', rel: 'alternate', type: null }]);
    expect(item(' isPermaLink="false"')).toEqual([]);
  });

  test('a link of another vocabulary is no link of the item', () => {
    const [entry] = feed(rss('<item xmlns:m="urn:m"><title>x</title><m:link>https://bad.vn/</m:link><m:title>y</m:title></item>')).entries;
    expect(entry).toMatchObject({ title: 'x', links: [] });
  });

  test('RSS 1.0 keeps its items beside the channel', () => {
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel><title>Tin</title></channel><item rdf:about="https://a.vn/1"><title>x</title><link>https://a.vn/1.xml</link><dc:date>2025-11-06T08:00:00+07:00</dc:date></item></rdf:RDF>`;
    expect(feed(rdf).entries).toMatchObject([
      { id: 'https://a.vn/1', updated: '2025-11-06T01:00:00.000Z', links: [{ href: 'https://a.vn/1.xml' }] },
    ]);
  });
});

test('a bare list of messages, and one message, are lists of entries too', () => {
  const list = feed(`<a:alerts xmlns:a="urn:a">${alert}${alert.replace('a-1', 'a-2')}</a:alerts>`);
  expect(list.entries.map(({ id, updated, title }) => [id, updated, title])).toEqual([
    ['a-1', '2025-11-06T01:00:00.000Z', 'Mưa lớn'],
    ['a-2', '2025-11-06T01:00:00.000Z', 'Mưa lớn'],
  ]);
  expect(feed(message()).entries.map(({ id }) => id)).toEqual(['a-1']);
});

test('what is no list is refused by its name', () => {
  const refused = (document: string) => readFeed(document, { maxBytes: 1000 });
  expect(refused('<html><body/></html>')).toMatchObject({ kind: 'refused', reason: 'not-a-feed' });
  expect(refused('<feed>')).toMatchObject({ kind: 'refused', reason: 'not-well-formed' });
  expect(refused(' '.repeat(1001))).toMatchObject({ kind: 'refused', reason: 'too-large' });
  expect(refused('<!DOCTYPE feed><feed/>')).toMatchObject({ kind: 'refused', reason: 'doctype' });
});
