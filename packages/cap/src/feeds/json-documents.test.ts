import { describe, expect, test } from 'vitest';
import type { Info } from '../alert.ts';
import { geoJson, inForceDocument, jsonFeed } from './index.ts';
import { anArea, anItem, CHANNEL, ITEMS } from './test-bed.ts';

interface Feature {
  id: string;
  geometry: { type: string; coordinates: [number, number][][] } | null;
  properties: Record<string, unknown>;
}
interface InForce {
  number: number;
  state: string;
  level: number;
  areas: { areaDesc: string }[];
}
const itemsOf = (text: string) => (JSON.parse(text) as { items: Record<string, unknown>[] }).items;
const warningsOf = (text: string) => (JSON.parse(text) as { warnings: InForce[] }).warnings;
const featuresOf = (text: string) => (JSON.parse(text) as { features: Feature[] }).features;

const block = (more: Partial<Info>): Info => ({ ...anItem(1).alert.info[0]!, ...more });
const past = block({ urgency: 'Past', severity: 'Minor', responseType: ['AllClear'], area: [anArea({ areaDesc: 'Phú Yên cũ' })] });

describe('the JSON Feed', () => {
  const feed = jsonFeed(CHANNEL, ITEMS);
  test('is of version 1.1, with its address, page, language and hub', () => {
    expect(JSON.parse(feed)).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: CHANNEL.title,
      home_page_url: CHANNEL.home,
      feed_url: CHANNEL.self,
      language: 'vi',
      hubs: [{ type: 'WebSub', url: CHANNEL.hub }],
    });
    expect(JSON.parse(jsonFeed({ ...CHANNEL, hub: null }, []))).not.toHaveProperty('hubs');
  });
  test('gives every item an id, a text, its page, the CAP file, and what became of it', () => {
    expect(itemsOf(feed)).toHaveLength(5);
    expect(itemsOf(feed)[1]).toMatchObject({
      id: 'https://loa.example.vn/warnings/actual-4.xml',
      url: 'https://loa.example.vn/warnings/actual-4',
      content_text: 'Gió mạnh cấp 12, sóng cao 8 m.\n\nKhông ra khơi.',
      date_published: '2025-11-06T07:04:00+07:00',
      attachments: [{ url: 'https://loa.example.vn/warnings/actual-4.xml', mime_type: 'application/cap+xml' }],
      _cap: { identifier: 'urn:oid:2.49.0.1.704.0.2025.11.6.0.4.0.4', severity: 'Extreme' },
      _loa: { number: 4, state: 'lapsed', lapsedAt: '2025-11-06T12:05:00.000Z', level: 4, colour: 'red' },
    });
  });
  test('every key that JSON Feed does not define begins with an underscore', () => {
    const known = ['id', 'url', 'title', 'content_text', 'date_published', 'language', 'authors', 'tags', 'attachments'];
    for (const item of itemsOf(feed)) expect(Object.keys(item).filter((key) => !known.includes(key) && !key.startsWith('_'))).toEqual([]);
  });
  test('shows a message without any block', () => {
    const [item] = itemsOf(jsonFeed(CHANNEL, [anItem(2, { alert: { info: [], msgType: 'Cancel' } })]));
    expect(item?.['content_text']).toBe('Cancel urn:oid:2.49.0.1.704.0.2025.11.6.0.2.0.2');
  });
});

describe('the in-force document', () => {
  const read = (...items: typeof ITEMS) => warningsOf(inForceDocument(CHANNEL, items));
  test('holds what is in force and what has lapsed, and nothing else', () => {
    expect(read(...ITEMS).map((one) => [one.number, one.state])).toEqual([
      [6, 'in-force'],
      [4, 'lapsed'],
    ]);
  });
  test('holds no message that only takes back, and of another only what it warns of', () => {
    const both = anItem(3, { alert: { info: [past, block({ area: [anArea(), anArea({ areaDesc: 'Xã An Lão' })] })] } });
    const warnings = read(anItem(1, { alert: { msgType: 'Cancel' } }), anItem(2, { alert: { msgType: 'Update', info: [past] } }), both);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ number: 3, level: 4 });
    expect(warnings[0]?.areas.map((area) => area.areaDesc)).toEqual(['Phường Quy Nhơn, Gia Lai', 'Xã An Lão']);
  });
  test('is a list also when there is nothing', () => expect(read()).toEqual([]));
});

describe('the GeoJSON document', () => {
  const square = (turn: 1 | -1) => {
    const ring = [
      [10, 106],
      [10, 107],
      [11, 107],
      [11, 106],
      [10, 106],
    ].map(([lat = 0, lon = 0]) => ({ lat, lon }));
    return turn === 1 ? ring : ring.toReversed();
  };
  const features = (...areas: Parameters<typeof anArea>[0][]) =>
    featuresOf(geoJson(CHANNEL, [anItem(1, { info: { area: areas.map((area) => anArea(area)) } })]));

  test('turns lat,lon into lon,lat and every ring against the clock', () => {
    for (const turn of [1, -1] as const) {
      expect(features({ polygon: [square(turn)] })[0]?.geometry).toEqual({
        type: 'Polygon',
        coordinates: [
          [
            [106, 10],
            [107, 10],
            [107, 11],
            [106, 11],
            [106, 10],
          ],
        ],
      });
    }
  });
  test('makes one feature per area: several rings as MultiPolygon, none as a feature without geometry', () => {
    const [two, none] = features({ polygon: [square(1), square(-1)] }, { areaDesc: 'Không có ranh giới' });
    expect(two?.geometry).toMatchObject({ type: 'MultiPolygon', coordinates: { length: 2 } });
    expect(none).toMatchObject({
      id: 'actual-1/1',
      geometry: null,
      properties: { areaDesc: 'Không có ranh giới', level: 4, colour: 'red' },
    });
  });
  test('draws a circle whose corners lie on its radius', () => {
    const centre = { lat: 15.5, lon: 112 };
    const ring = features({ circle: [{ centre, radiusKm: 100 }] })[0]?.geometry?.coordinates[0] ?? [];
    expect(ring).toHaveLength(65);
    expect(ring[0]).toEqual(ring.at(-1));
    for (const [lon, lat] of ring) expect(Math.abs(distanceKm(centre, { lat, lon }) - 100)).toBeLessThan(0.001);
  });
  test('gives a lapsed warning the colour of its level, and an area that is taken back none', () => {
    const lapsed = anItem(1, { state: { kind: 'lapsed', lapsedAt: '2025-11-06T12:05:00.000Z' } });
    const eased = anItem(2, { alert: { info: [past] } });
    const read = featuresOf(geoJson(CHANNEL, [lapsed, eased]));
    expect(read.map((one) => one.properties)).toMatchObject([
      { number: 2, level: null, colour: null, urgency: 'Past' },
      { number: 1, level: 4, colour: 'red', state: 'lapsed' },
    ]);
  });
});

/** By the spherical law of cosines, unlike the code under test. */
function distanceKm(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const [latA, latB, turn] = [a.lat, b.lat, b.lon - a.lon].map((value) => (value * Math.PI) / 180) as [number, number, number];
  return 6371.0088 * Math.acos(Math.sin(latA) * Math.sin(latB) + Math.cos(latA) * Math.cos(latB) * Math.cos(turn));
}
