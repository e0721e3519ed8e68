import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { spawnSync } from 'node:child_process';
import RssParser from 'rss-parser';
import { describe, expect, test } from 'vitest';
import { missing } from '../test-bed.ts';
import { atomFeed, jsonFeed, rssFeed } from './index.ts';
import { markedTitle } from './marks.ts';
import { shown } from './item.ts';
import { CHANNEL, ITEMS } from './test-bed.ts';

/** An item as a reader gives it: id, title, link, time. */
type Read = readonly [id: unknown, title: unknown, link: unknown, at: string];
const instant = (text: string | undefined): string => new Date(text ?? '').toISOString();

const atom = atomFeed(CHANNEL, ITEMS);
const rss = rssFeed(CHANNEL, ITEMS);
const expected = (id: 'address' | 'identifier'): Read[] =>
  shown(ITEMS).map((item) => [
    id === 'address' ? item.urls.cap : item.alert.identifier,
    markedTitle(item, item.alert.info[0]?.headline ?? '', 'vi'),
    item.urls.cap,
    instant(item.alert.sent),
  ]);

/** Debian's Python, where feedparser is installed; another one on the PATH need not have it. */
const PYTHON = ['/usr/bin/python3', 'python3'].find((one) => spawnSync(one, ['-c', 'import feedparser']).status === 0);
const SCRIPT = `
import feedparser, json, sys, time
read = feedparser.parse(sys.stdin.buffer.read(), sanitize_html=False)
assert not read.bozo, read.bozo_exception
print(json.dumps([[e.id, e.title, e.link, time.strftime('%Y-%m-%dT%H:%M:%S.000Z', e.get('published_parsed') or e.updated_parsed)] for e in read.entries]))`;
const withPython = (xml: string): unknown => {
  const run = spawnSync(PYTHON ?? '', ['-c', SCRIPT], { input: xml, encoding: 'utf8' });
  return run.status === 0 ? JSON.parse(run.stdout) : run.stderr;
};
if (PYTHON === undefined) missing('no Python feedparser');

describe('independent readers agree on the items of the Atom feed', () => {
  test('feedsmith', () => {
    const read = parseAtomFeed(atom);
    expect(read.entries?.map((one) => [one.id, one.title?.value, one.links?.[0]?.href, instant(one.updated)])).toEqual(expected('address'));
    expect(read.links?.map((one) => one.rel)).toEqual(['self', 'alternate', 'hub']);
  });
  test('rss-parser', async () => {
    const read = await new RssParser<object, { id: string }>().parseString(atom);
    expect(read.items.map((one) => [one.id, one.title, one.link, instant(one.isoDate)])).toEqual(expected('address'));
  });
  test.skipIf(PYTHON === undefined)("Python's feedparser", () => expect(withPython(atom)).toEqual(expected('address')));
});

describe('independent readers agree on the items of the RSS feed', () => {
  test('feedsmith', () => {
    const read = parseRssFeed(rss);
    expect(read.items?.map((one) => [one.guid?.value, one.title, one.link, instant(one.pubDate)])).toEqual(expected('identifier'));
    expect(read.items?.every((one) => one.guid?.isPermaLink === false)).toBe(true);
  });
  test('rss-parser', async () => {
    const read = await new RssParser().parseString(rss);
    expect(read.items.map((one) => [one.guid, one.title, one.link, instant(one.isoDate)])).toEqual(expected('identifier'));
  });
  test.skipIf(PYTHON === undefined)("Python's feedparser", () => expect(withPython(rss)).toEqual(expected('identifier')));
});

test('feedsmith reads the same items in the JSON Feed, each leading to its page', () => {
  const read = parseJsonFeed(jsonFeed(CHANNEL, ITEMS));
  expect(read.items?.map((one) => [one.id, one.title, instant(one.date_published)])).toEqual(
    expected('address').map(([id, title, , at]) => [id, title, at]),
  );
  expect(read.hubs).toEqual([{ type: 'WebSub', url: CHANNEL.hub }]);
  expect(read.items?.map((one) => one.url)).toEqual(shown(ITEMS).map((item) => item.urls.html));
});
