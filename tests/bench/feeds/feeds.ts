import { until } from '@loa/testing/servers';
import { Client } from 'undici';
import { type Bench, sized } from '../bench.ts';
import { alternated, type Figure, figureOf, percentile } from '../figures.ts';
import { open } from '../installation/open.ts';
import { memoryOf } from '../memory.ts';
import { type Asked, type Load, load } from './load.ts';
import { NOBODY, publicStorm } from './public-storm.ts';
import { type TimeToSee, timesToSee } from './visible.ts';

const IN_FORCE = 200;
const CONNECTIONS = 16;
/** How long each address is asked for in a round, milliseconds. */
const ASK_MS = 5_000;
const SEEN = 50;
const ASKED = ['cap.atom', 'in-force.json', 'warnings.json'] as const;
const WITHIN_MS = 120_000;

/** The raw limit: a handler of the same server that reads nothing and says one word. */
const EMPTY: Asked = { path: '/livez', status: 200 };

const ISSUED = "select count(*)::int as count from warnings where status = 'Actual'";

/**
 * Requests per second of feeds with warnings in force all over the country, by readers who have nothing and by readers who have it all
 * (If-None-Match), and how long after its issue a warning stands in every document.
 */
export const feeds: Bench = async ({ engines, scale, profile }) => {
  const inForce = sized(IN_FORCE, scale, 10);
  const askMs = sized(ASK_MS, scale, 200);
  const seen = sized(SEEN, scale, 3);
  const installation = await open(engines, { register: NOBODY, profile, with: ['feeds'] });
  try {
    const url = installation.url('feeds');
    for (let nth = 0; nth < inForce; nth += 1) await installation.publish(publicStorm(`feeds-${nth}`, nth));
    const isAll = async (): Promise<boolean> => (await installation.query<{ count: number }>(ISSUED))[0]?.count === inForce;
    await until(`${inForce} warnings`, WITHIN_MS, isAll);
    const documents = await Promise.all(ASKED.map((name) => documentAt(url, name)));
    const asked = documents.flatMap(({ name, path, etag }) => [
      { metric: name, path, status: 200 },
      { metric: `${name} not modified`, path, status: 304, headers: { 'if-none-match': etag } },
    ]);
    const rounds = await alternated(
      async () => {
        const loads = new Map<string, Load>();
        for (const one of asked) loads.set(one.metric, await load(url, CONNECTIONS, one, askMs));
        return loads;
      },
      async () => {
        const empty = await load(url, CONNECTIONS, EMPTY, askMs);
        return new Map(asked.map((one) => [one.metric, empty]));
      },
    );
    const named = (metric: string, unit: string) => ({ bench: 'feeds', metric: `${engines} ${metric}`, unit });
    const loadFigures = asked.flatMap(({ metric }) => {
      const of = (key: keyof Load) =>
        rounds.map(({ ours, raw }) => ({ ours: ours.get(metric)?.[key] ?? NaN, raw: raw.get(metric)?.[key] ?? NaN }));
      return [
        figureOf(named(metric, 'requests/s'), of('rate')),
        figureOf(named(`${metric} p50`, 'ms'), of('p50')),
        figureOf(named(`${metric} p99`, 'ms'), of('p99')),
      ];
    });
    const times = await timesToSee(installation, seen);
    const timeFigures = (['issued', 'accepted'] as const).flatMap((from): Figure[] => {
      const values = times.map((one: TimeToSee) => one[from]);
      const figure = (name: string, share: number): Figure => ({
        ...named(`${from} to visible in every feed ${name}`, 'ms'),
        value: percentile(values, share),
        limit: null,
        ratio: null,
      });
      return [figure('p50', 0.5), figure('p99', 0.99)];
    });
    const bytes = documents.map((one) => `${one.name} ${one.bytes} bytes`).join(', ');
    return {
      figures: [...loadFigures, ...timeFigures, memoryOf('feeds', engines, installation)],
      sizes:
        `${inForce} warnings in force, a province each, and ${seen} more for the times to see them; ` +
        `${CONNECTIONS} kept connections, ${askMs} ms for each address a round; ${bytes}; raw limit: ${EMPTY.path} of the same server`,
      named: installation.named,
    };
  } finally {
    await installation.stop();
  }
};

async function documentAt(url: string, name: string) {
  const client = new Client(url);
  const path = `/feeds/${name}`;
  const answer = await client.request({ method: 'GET', path });
  const bytes = (await answer.body.bytes()).byteLength;
  await client.close();
  return { name, path, bytes, etag: String(answer.headers['etag']) };
}
