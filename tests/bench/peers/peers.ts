import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { type Bench, sized } from '../bench.ts';
import { type Figure, median } from '../figures.ts';
import { peopleOf } from '../people.ts';
import { alertmanagerHere } from '../webhooks/run-alertmanager.ts';
import { alertmanager } from './alertmanager.ts';
import { bullmq, CONCURRENCY, stalledMs } from './bullmq.ts';
import { installationOf, loa, wordsOf } from './loa.ts';
import { type Measured, measured } from './measure.ts';
import { CONNECTIONS, type Peer, type PeerOptions } from './peer.ts';

const RECIPIENTS = 10_000;
const ROUNDS = 3;
const NAMES = ['Loa', 'BullMQ', 'Alertmanager'] as const;
type Name = (typeof NAMES)[number];

/**
 * One e-mail to each recipient of a list: how fast, how many are lost and doubled when the sender is killed at the half, and how many arrive after
 * the answer of a cancel at the half. Each is opened anew for each round, and nothing of another runs beside it.
 */
export const peers: Bench = async ({ scale, profile }) => {
  const count = sized(RECIPIENTS, scale, 200);
  const rounds = scale === 1 ? ROUNDS : 1;
  const recipients = [...peopleOf({ count, by: 'email' })].flatMap(({ email }) => email ?? []);
  const here = alertmanagerHere();
  const found: Record<Name, Measured[]> = { Loa: [], BullMQ: [], Alertmanager: [] };
  const named = new Set<string>();
  const measure = async (name: Name, peer: Peer): Promise<void> => void found[name].push(await measured(peer, recipients));

  for (let round = 0; round < rounds; round += 1) {
    const installation = await installationOf(count, profile);
    let options: PeerOptions;
    try {
      await measure('Loa', loa(installation));
      options = { recipients, words: await wordsOf(installation, 'undisturbed'), scale };
      installation.named.forEach((one) => named.add(one));
    } finally {
      await installation.stop();
    }
    for (const [name, open] of [['BullMQ', bullmq], ...(here === null ? [] : [['Alertmanager', alertmanager] as const])] as const) {
      const peer = await open(options);
      await measure(name, peer).finally(() => peer.stop());
    }
  }

  return {
    figures: NAMES.flatMap((name) => figuresOf(name, found[name])),
    table: tableOf(found),
    sizes:
      `${count} recipients, an e-mail to each, the words those of one of Loa's; ${rounds} rounds, of rates the median and of counts the worst. ` +
      'A job each undisturbed, cancelled, and with the sender killed; of the latter two the far end takes 10 ms for each message. ' +
      `Loa: ${CONNECTIONS} connections, its list a registry with sealed addresses; killed: the sender; cancel: recall. ` +
      `BullMQ: a worker with concurrency ${CONCURRENCY} and a nodemailer pool of ${CONNECTIONS} connections; retries as they come (one attempt; a job ` +
      `whose lock of ${stalledMs(scale) / 1_000} s has run out is done again, once); the list is at hand; killed: the worker; cancel: queue paused and drained. ` +
      (here === null
        ? 'Alertmanager is not here: tests/bench/install.sh alertmanager brings it'
        : 'Alertmanager: an alert and a group to each recipient, group_wait 0 s, a connection to each message; the list is at hand; killed: itself, and all ' +
          'alerts are posted again after its start, as Prometheus does; cancel: a silence'),
    named: [...named, ...['bullmq', 'nodemailer'].map(versionOf), ...(here === null ? [] : [`Alertmanager ${here}`])],
  };
};

const worst = (values: readonly number[]): number => Math.max(...values);

function figuresOf(name: Name, of: readonly Measured[]): Figure[] {
  if (of.length === 0) return [];
  const figure = (metric: string, unit: string, value: number): Figure => {
    return { bench: 'peers', metric: `real ${name}: ${metric}`, value, unit, limit: null, ratio: null };
  };
  const most = (metric: string, unit: string, value: (one: Measured) => number): Figure => figure(metric, unit, worst(of.map(value)));
  return [
    figure('messages', 'messages/s', median(of.map(({ undisturbed }) => undisturbed.rate))),
    most('lost after SIGKILL', 'messages', ({ killed }) => killed.lost),
    most('doubled after SIGKILL', 'messages', ({ killed }) => killed.doubled),
    most('last message after SIGKILL', 'ms', ({ killed }) => killed.lastAfterMs),
    most('arrived after the answer of the cancel', 'messages', ({ cancelled }) => cancelled.arrivedAfter),
    most('begun after the answer of the cancel', 'messages', ({ cancelled }) => cancelled.begunAfter),
  ];
}

/** All rounds, as a table in Markdown. */
function tableOf(found: Readonly<Record<Name, readonly Measured[]>>): string {
  const rows = NAMES.flatMap((name) =>
    found[name].map(({ undisturbed, killed, cancelled }, round) => {
      const { rate, lost, doubled } = undisturbed;
      const ofKilled = [killed.at, killed.lost, killed.doubled, (killed.lastAfterMs / 1_000).toFixed(1)];
      return `| ${[name, round + 1, rate.toFixed(0), lost, doubled, ...ofKilled, cancelled.at, cancelled.arrivedAfter, cancelled.begunAfter].join(' | ')} |`;
    }),
  );
  return [
    '| peer | round | messages/s | lost | doubled | killed at | lost | doubled | last after the kill, s | cancelled at | arrived after its answer | begun after it |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

function versionOf(name: string): string {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return `${name} ${z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8'))).version}`;
}
