import RssParser from 'rss-parser';
import { describe, expect, test } from 'vitest';
import { rssFeed } from './index.ts';
import { anItem, CHANNEL, ITEMS } from './test-bed.ts';
import { elements, texts } from './xml-test-bed.ts';

describe('the RSS feed', () => {
  const feed = rssFeed(CHANNEL, ITEMS);

  test('describes the channel, and names itself and its hub by atom:link', () => {
    expect(texts(feed, '*', 'language')).toEqual(['vi']);
    expect(texts(feed, '*', 'pubDate')[0]).toBe('Thu, 06 Nov 2025 12:00:00 GMT');
    expect(texts(feed, '*', 'description')[0]).toContain('CAP 1.2');
    expect(elements(feed, 'http://www.w3.org/2005/Atom', 'link')).toEqual([
      { rel: 'self', type: 'application/rss+xml', href: CHANNEL.self },
      { rel: 'hub', href: CHANNEL.hub },
    ]);
    expect(texts(feed, '*', 'link')).toContain(CHANNEL.home);
  });

  test('has an item per message with the CAP file as link, the identifier as guid that is no address, CAP categories and sent', () => {
    const one = rssFeed(CHANNEL, [anItem(7, { info: { category: ['Met', 'Geo'] } })]);
    expect(texts(one, '*', 'link').at(-1)).toBe('https://loa.example.vn/warnings/actual-7.xml');
    expect(texts(one, '*', 'guid')).toEqual(['urn:oid:2.49.0.1.704.0.2025.11.6.0.7.0.7']);
    expect(elements(one, '*', 'guid')).toEqual([{ isPermaLink: 'false' }]);
    expect(texts(one, '*', 'category')).toEqual(['Met', 'Geo']);
    expect(texts(one, '*', 'pubDate').at(-1)).toBe('Thu, 06 Nov 2025 00:07:00 GMT');
    expect(texts(feed, '*', 'guid')).toHaveLength(5);
  });

  test('writes descriptions as HTML, so that a reader which shows HTML loses nothing', async () => {
    const description = 'Mưa < 50 mm & gió > cấp 6.\nTheo dõi tiếp.';
    const read = await new RssParser().parseString(rssFeed(CHANNEL, [anItem(1, { info: { description } })]));
    expect(read.items[0]?.content).toBe('Mưa &lt; 50 mm &amp; gió &gt; cấp 6.<br/>Theo dõi tiếp.');
    expect(read.items[0]?.contentSnippet).toContain('Mưa < 50 mm & gió > cấp 6.');
  });
});
