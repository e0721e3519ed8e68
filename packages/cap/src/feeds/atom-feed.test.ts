import { describe, expect, test } from 'vitest';
import { atomFeed, type FeedItem } from './index.ts';
import { anArea, anItem, CHANNEL, ITEMS } from './test-bed.ts';
import { elements, texts } from './xml-test-bed.ts';

const ATOM = 'http://www.w3.org/2005/Atom';
const CAP = 'urn:oasis:names:tc:emergency:cap:1.2';
const feedOf = (...items: FeedItem[]) => atomFeed(CHANNEL, items);

describe('the Atom feed', () => {
  test('names itself, its hub and its page, and is as old as what is in it', () => {
    const links = elements(feedOf(), ATOM, 'link').map((link) => [link['rel'], link['href']]);
    expect(links).toEqual([
      ['self', CHANNEL.self],
      ['alternate', CHANNEL.home],
      ['hub', CHANNEL.hub],
    ]);
    expect(texts(feedOf(), ATOM, 'id')).toEqual([CHANNEL.self]);
    expect(texts(feedOf(), ATOM, 'updated')).toEqual([CHANNEL.updated]);
    expect(elements(atomFeed({ ...CHANNEL, hub: null }, []), ATOM, 'link').some((link) => link['rel'] === 'hub')).toBe(false);
  });

  test('has an entry per message, newest first, whose id and only link are the address of the CAP file', () => {
    const feed = atomFeed(CHANNEL, ITEMS);
    const addresses = [6, 4, 3, 2, 1].map((number) => `https://loa.example.vn/warnings/actual-${number}.xml`);
    expect(texts(feed, ATOM, 'id').slice(1)).toEqual(addresses);
    const links = elements(feed, ATOM, 'link').filter(
      (link) => !['self', 'hub'].includes(link['rel'] ?? '') && link['href'] !== CHANNEL.home,
    );
    expect(links).toEqual(addresses.map((href) => ({ rel: 'alternate', type: 'application/cap+xml', href })));
  });

  test("gives an entry the message's headline, sent, sender and text in the feed's language", () => {
    const vietnamese = feedOf(anItem(7));
    expect(texts(vietnamese, ATOM, 'title').at(1)).toBe('Bão số 0: Quy Nhơn. Cấp độ 4');
    expect(texts(vietnamese, ATOM, 'updated').at(1)).toBe('2025-11-06T07:07:00+07:00');
    expect(texts(vietnamese, ATOM, 'name')).toEqual(['Trung tâm Dự báo khí tượng thủy văn quốc gia']);
    const english = atomFeed({ ...CHANNEL, language: 'en' }, [anItem(7)]);
    expect(texts(english, ATOM, 'title').at(1)).toBe('Storm no. 0: Quy Nhon. Level 4');
    expect(texts(english, ATOM, 'summary')).toEqual(['Winds of force 12.']);
  });

  test('carries the cap: elements of the most severe block, and none that is empty', () => {
    const minor = { ...anItem(1).alert.info[0]!, severity: 'Minor', urgency: 'Past', headline: 'Thôi cảnh báo', category: ['Geo'] };
    const feed = feedOf(anItem(1, { alert: { info: [minor, ...anItem(1).alert.info] } }));
    const names = ['event', 'onset', 'expires', 'status', 'msgType', 'urgency', 'severity', 'certainty', 'areaDesc'];
    expect(names.map((name) => texts(feed, CAP, name))).toEqual([
      ['Bão'],
      ['2025-11-06T16:00:00+07:00'],
      ['2025-11-07T04:00:00+07:00'],
      ['Actual'],
      ['Alert'],
      ['Future'],
      ['Extreme'],
      ['Likely'],
      ['Phường Quy Nhơn, Gia Lai'],
    ]);
    expect(texts(feed, CAP, 'category')).toEqual(['Geo', 'Met']);
    expect(texts(feed, CAP, 'effective')).toEqual([]);
    expect(feed).not.toMatch(/<cap:\w+\/>|<cap:(\w+)><\/cap:\1>/);
  });

  test('writes polygons as lat,lon with one space between, geocodes as name and value', () => {
    const ring = [
      { lat: 13.7, lon: 109.1 },
      { lat: 13.7, lon: 109.3 },
      { lat: 13.9, lon: 109.2 },
      { lat: 13.7, lon: 109.1 },
    ];
    const feed = feedOf(anItem(1, { info: { area: [anArea({ polygon: [ring] })] } }));
    expect(texts(feed, CAP, 'polygon')).toEqual(['13.7,109.1 13.7,109.3 13.9,109.2 13.7,109.1']);
    expect(feed).toContain('<cap:geocode><valueName>VN-COMMUNE</valueName><value>21583</value></cap:geocode>');
  });

  test('leaves out all polygons, or all geocodes, of an entry that has very many', () => {
    const ring = Array.from({ length: 201 }, (_, at) => ({ lat: 10 + (at % 200) / 1_000, lon: 106 }));
    const geocode = Array.from({ length: 101 }, (_, at) => ({ valueName: 'VN-COMMUNE', value: String(10_000 + at) }));
    const feed = feedOf(anItem(1, { info: { area: [anArea({ polygon: [ring], geocode })] } }));
    expect(texts(feed, CAP, 'polygon')).toEqual([]);
    expect(texts(feed, CAP, 'geocode')).toEqual([]);
    expect(texts(feed, CAP, 'areaDesc')).toHaveLength(1);
  });

  test('shows a message in another language, and one without any block, by what it has', () => {
    const french = anItem(1, { alert: { info: [{ ...anItem(1).alert.info[0]!, language: 'fr-FR', headline: 'Tempête' }] } });
    const feed = feedOf(french, anItem(2, { alert: { info: [], msgType: 'Cancel' } }));
    expect(texts(feed, ATOM, 'title').slice(1)).toEqual(['Cancel urn:oid:2.49.0.1.704.0.2025.11.6.0.2.0.2', 'Tempête']);
    expect(elements(feed, ATOM, 'entry').map((entry) => entry['xml:lang'])).toEqual(['vi', 'fr-FR']);
  });
});
