import { apiKeysTable, type Database, issuersTable, migrate, openPostgres, registryTable } from '@loa/adapters/postgres';
import type { Subscriber } from '@loa/domain/audience';
import { testAddresses } from '@loa/testing/addresses';
import {
  type Engine,
  freePort,
  type RealServer,
  type SinkProcess,
  type SmtpRule,
  startServer,
  startSinkProcess,
  until,
} from '@loa/testing/servers';
import { type Arrived, arrivedOf, type Given, type Stopped } from './arrived.ts';
import { ACCOUNTS, environmentOf, OF_AN_ENVELOPE, FAR_END, type Mail, type Pace } from './environment.ts';
import { fillFor } from './registry.ts';
import { type Extent, type FarChannel, stormBulletin } from './storm.ts';
import { type Worker, worker, type WorkerName, WORKERS } from './workers.ts';

const ISSUER = { id: 'nchmf', name: 'National centre', authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' } } as const;

/** Longest wait for a share of a small storm to arrive, milliseconds. */
const SHARE_MS = 60_000;
const EXTRA_MS_PER_ROW = 20;
const LOOK_MS_PER_ROW = 0.01;
const WATCHES_PER_LOOK = 20;

export interface BedOptions {
  /** Messages of a wide storm, at least. */
  readonly rows: number;
  readonly pace?: Pace;
  /** Grouped: nine people of ten are told by e-mail alone. */
  readonly mail?: Mail;
}

/** An installation of separate processes on engines of its own, and the far end that outlives them. */
export interface TestBed {
  readonly db: Database;
  /** The first providers of both channels, and those to turn to. */
  readonly sink: SinkProcess;
  readonly secondSink: SinkProcess;
  /** Rules of a relay that is well. */
  readonly usual: readonly SmtpRule[];
  readonly engines: Readonly<Record<Engine, RealServer>>;
  readonly workers: Readonly<Record<WorkerName, Worker>>;
  /** Recipients of an e-mail's envelope, at most. */
  readonly ofAnEnvelope: number;
  /** Messages expected of a wide storm. */
  readonly expected: Readonly<Record<FarChannel | 'all', number>>;
  /** A name for an event that no other has on this bed. */
  newEvent(): string;
  /** Gives intake the event's bulletin; the same again is the same bulletin. Rejects when intake does not take it. */
  publish(event: string, of?: { readonly sequence?: number; readonly extent?: Extent }): Promise<void>;
  /** Enters a citizen who has confirmed their address; they are expected of every storm at their places, this one's event too. Their id, and when it was done (epoch milliseconds). */
  join(
    person: Pick<Subscriber, 'units'> & Partial<Pick<Subscriber, 'email' | 'phone'>>,
  ): Promise<{ readonly id: number; readonly at: number }>;
  /** How much longer than a small one a storm of this size may take, how seldom its open rows are counted, and what has come of it. */
  readonly extraMs: number;
  readonly lookEveryMs: number;
  readonly watchEveryMs: number;
  /** How many messages have arrived since the far end was cleared. */
  arrivals(channel?: FarChannel | 'all'): Promise<number>;
  /** Waits until that share of a wide storm's messages has arrived. */
  shareArrived(share: number, channel?: FarChannel | 'all'): Promise<void>;
  /** What has arrived of these events since the far end was cleared; everything else counts as unexpected. */
  arrived(events: readonly string[], stopped?: Stopped): Promise<Arrived>;
  stop(): Promise<void>;
}

/** Starts everything: engines, a database with as many invented people as the options ask for, and every worker of {@link WORKERS}. */
export async function testBed({ rows, pace = 'usual', mail = 'personal' }: BedOptions): Promise<TestBed> {
  const start = (engine: Engine) => startServer(engine, { controllable: true });
  const [kafka, redis, postgres, sink, secondSink, receiptsPort] = await Promise.all([
    start('kafka'),
    start('redis'),
    start('postgres'),
    startSinkProcess({ accountSid: ACCOUNTS[0], keepHeaders: ['x-loa-warning'] }),
    startSinkProcess({ accountSid: ACCOUNTS[1], keepHeaders: ['x-loa-warning'] }),
    freePort(),
  ]);
  const sinks = [sink, secondSink];
  const { smtp: usual, callbacks } = FAR_END[pace];
  for (const one of sinks) await one.behave({ smtp: usual, callbacks: { ...callbacks, statuses: [...callbacks.statuses] } });
  const db = await openPostgres({ url: postgres.address, max: 2 });
  await migrate(db);
  const { expected, expectAlso } = await fillFor(db, rows, mail === 'grouped' ? 'email' : 'all');
  await issuersTable(db).put(ISSUER);
  const key = await apiKeysTable(db).create({ role: 'forecaster', issuer: ISSUER.id, label: 'forecaster of a test' });
  const env = environmentOf({ kafka, redis, postgres, sink, secondSink, receiptsPort, pace, mail });
  const made = WORKERS.map(async (name) => [name, await worker(name, env, name === 'receipts' ? receiptsPort : undefined)] as const);
  const workers = Object.fromEntries(await Promise.all(made)) as Record<WorkerName, Worker>;
  // The first makes the topics.
  workers.intake.start();
  await workers.intake.ready();
  for (const one of Object.values(workers).slice(1)) one.start();
  await Promise.all(Object.values(workers).map((one) => one.ready()));

  const { email, sms, voice } = expected.wide;
  const counts = { email: email.size, sms: sms.size, voice: voice.size, all: email.size + sms.size + voice.size };
  const extraMs = counts.all * EXTRA_MS_PER_ROW;
  const arrivals = async (channel: FarChannel | 'all' = 'all'): Promise<number> => {
    const all = await Promise.all(sinks.map((one) => one.count()));
    const of = (count: (typeof all)[number]) => ({ email: count.smtp, sms: count.twilio, voice: count.calls });
    return all.map(of).reduce((sum, one) => sum + (channel === 'all' ? one.email + one.sms + one.voice : one[channel]), 0);
  };
  const lookEveryMs = Math.max(100, counts.all * LOOK_MS_PER_ROW);
  const watchEveryMs = lookEveryMs / WATCHES_PER_LOOK;
  const given = new Map<string, Given>();
  let events = 0;
  return {
    db,
    ...{ sink, secondSink, usual },
    engines: { kafka, redis, postgres },
    workers,
    ofAnEnvelope: OF_AN_ENVELOPE[mail],
    expected: counts,
    newEvent: () => `f${(events += 1)}`,
    async publish(event, { sequence = 1, extent = 'wide' } = {}) {
      const { at } = given.get(event) ?? { at: new Date() };
      given.set(event, { at, extent });
      const answer = await fetch(`${workers.intake.url}/api/bulletins`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(stormBulletin(event, sequence, at, extent)),
      });
      if (answer.status !== 202) throw new Error(`intake answered ${answer.status}: ${await answer.text()}`);
    },
    async join(person) {
      const now = new Date().toISOString();
      const consent = { at: now, how: 'code', wording: 'v1', source: 'a test' } as const;
      const entered = await registryTable(db, testAddresses).put({ audience: 'citizen', language: 'vi', ...person, consent }, now);
      if (entered.kind !== 'registered') throw new Error(`the newcomer is ${entered.kind}`);
      expectAlso(person);
      return { id: entered.id, at: Date.now() };
    },
    extraMs,
    lookEveryMs,
    watchEveryMs,
    arrivals,
    async shareArrived(share, channel = 'all') {
      const least = Math.max(1, share * counts[channel]);
      await until('a share has arrived', SHARE_MS + extraMs, async () => (await arrivals(channel)) >= least, watchEveryMs);
    },
    arrived: (names, stopped) => arrivedOf({ db, sinks, expected, given }, names, stopped),
    async stop() {
      await Promise.all(Object.values(workers).map((one) => one.kill()));
      await db.close();
      await Promise.all([sink.stop(), secondSink.stop(), kafka.stop(), redis.stop(), postgres.stop()]);
    },
  };
}
