import { once } from 'node:events';
import { createServer } from 'node:http';
import { issuersTable } from '@loa/adapters/postgres';
import { capSource } from '@loa/domain/source';
import { aSubscriber } from '@loa/testing/builders';
import { until } from '@loa/testing/servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedBed, embeddedBed } from './embedded-bed.ts';

const WITHIN_MS = 30_000;
const [QUY_NHON, HA_NOI] = ['21583', '00070'];
/** A citizen and an agency of Quy Nhơn, a citizen of Hà Nội. */
const PEOPLE = [
  aSubscriber({ id: 1, units: [QUY_NHON!], email: undefined }),
  { ...aSubscriber({ id: 2, units: [QUY_NHON!], email: undefined }), audience: 'agency' as const },
  aSubscriber({ id: 3, units: [HA_NOI!], email: undefined }),
];
const at = (...ids: number[]): string[] => ids.map((id) => `+999${String(id).padStart(9, '0')}`);
const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString().replace(/\.\d+Z$/, '+00:00');

const alertOf = (sender: string, identifier: string, severity: string): string => `
  <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier><sender>${sender}</sender><sent>${hours(0)}</sent>
  <status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><language>en</language><category>Met</category><event>Heavy rain</event>
  <urgency>Expected</urgency><severity>${severity}</severity><certainty>Likely</certainty><expires>${hours(6)}</expires>
  <headline>Heavy rain on both sides of the border</headline><description>Rain of 300 mm within a day.</description>
  <area><areaDesc>Border region</areaDesc><geocode><valueName>AREA</valueName><value>B</value></geocode></area></info></alert>`;
const feedOf = (...entries: readonly string[]): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:feed</id><title>Alerts</title><updated>${hours(0)}</updated>${entries.join('')}</feed>`;
const pages = new Map<string, string>();
const asked: string[] = [];
const abroad = createServer(({ url = '' }, response) => {
  asked.push(url);
  const page = pages.get(url);
  response.writeHead(page === undefined ? 404 : 200).end(page);
});

let bed: EmbeddedBed;
beforeAll(async () => {
  abroad.listen(0, '127.0.0.1');
  await once(abroad, 'listening');
  const url = `http://127.0.0.1:${z.object({ port: z.int() }).parse(abroad.address()).port}`;
  const giaLai = [{ kind: 'province', code: '52' }];
  const haNoi = [{ kind: 'province', code: '01' }];
  const source = (id: string, more: object = {}) =>
    capSource.parse({
      ...{
        id,
        issuer: id,
        country: 'TH',
        senders: [`${id}@example.th`],
        hazards: { 'heavy rain': 'heavy-rain' },
        places: { 'AREA=B': id === 'told' ? haNoi : giaLai },
      },
      poll: { url: `${url}/${id}`, kind: 'atom', everySeconds: 10, trusted: true },
      ...more,
    });
  for (const id of ['quiet', 'told', 'looked-at']) {
    pages.set(
      `/${id}`,
      feedOf(`<entry><id>${id}</id><updated>${hours(0)}</updated><link href="/${id}/1.xml" type="application/cap+xml"/></entry>`),
    );
    pages.set(`/${id}/1.xml`, alertOf(`${id}@example.th`, `${id}-1`, 'Severe'));
  }
  const sources = [
    source('quiet'),
    source('told', { citizens: { hazards: ['heavy-rain'], places: haNoi } }),
    source('looked-at', { poll: { url: `${url}/looked-at`, kind: 'atom', trusted: false } }),
  ];
  // Issuers are registered after the start: until then intake refuses, and nothing of a source may be lost for it.
  bed = await embeddedBed({ people: PEOPLE, settings: { sources, outlets: { allowPrivate: true, idleMs: 20 } } });
  for (const id of ['quiet', 'told']) {
    await issuersTable(bed.db).put({ id, name: `Issuer ${id}`, authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' } });
  }
}, 60_000);
afterAll(async () => {
  await bed.stop();
  abroad.closeAllConnections();
  abroad.close();
});

const item = z.object({ outcome: z.string(), reason: z.string().nullable(), bulletinId: z.string().nullable() });
const listed = z.object({
  sources: z.array(z.object({ id: z.string(), recentItems: z.array(item), counts: z.record(z.string(), z.int()) })),
});
const sourceOf = async (id: string) => {
  const { body } = await bed.look('/api/sources', bed.keys.operator);
  return listed.parse(body).sources.find((one) => one.id === id)!;
};
const takenFrom = (id: string): Promise<string> =>
  until(`the alert of ${id} is taken`, WITHIN_MS, async () => (await sourceOf(id)).recentItems[0]?.bulletinId ?? false);

test('an alert from abroad that is polled stands in the feeds with its severity, and tells no citizen without a rule', async () => {
  const id = await takenFrom('quiet');
  const { warning } = await bed.settled(id);
  const feed = await (await fetch(`${bed.url}/feeds/in-force.json`)).text();
  expect(feed).toContain(warning!.id);
  const cap = await (await fetch(`${bed.url}/warnings/${warning!.id}.xml`)).text();
  expect(new Set([...cap.matchAll(/<severity>(.*?)<\/severity>/g)].map(([, word]) => word))).toEqual(new Set(['Severe']));
  expect(await bed.toldOf(id)).toEqual(at(2));
}, 60_000);

test('with a rule citizens of its places are told, and nobody elsewhere', async () => {
  const id = await takenFrom('told');
  await bed.settled(id);
  expect(await bed.toldOf(id)).toEqual(at(3));
}, 60_000);

test('the next rounds submit nothing again, and a source that is only looked at becomes no bulletin', async () => {
  const seen = asked.filter((path) => path === '/told').length;
  await until('another round', WITHIN_MS, async () => asked.filter((path) => path === '/told').length > seen);
  expect((await sourceOf('told')).counts).toEqual({ submitted: 1, refused: 0, checked: 0 });
  expect(asked.filter((path) => path === '/told/1.xml')).toHaveLength(1);
  const rows = await bed.db.query<{ id: string }>('select id from bulletins order by id');
  expect(rows.map(({ id }) => id.split('.')[0])).toEqual(['quiet', 'told']);
  expect((await sourceOf('looked-at')).counts).toEqual({ submitted: 0, refused: 0, checked: 1 });
}, 60_000);
