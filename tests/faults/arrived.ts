import type { Database } from '@loa/adapters/postgres';
import type { SinkProcess } from '@loa/testing/servers';
import { CHANNELS, type Expected, type Extent, type FarChannel, overAt } from './storm.ts';
import { type Arrival, sum, type Tally, tally } from './tally.ts';

/** A message is late that arrives longer than this after its bulletin was first given to intake, milliseconds. */
export const LATE_MS = 30_000;

/** What stands at the far end of a scenario's events, each counted for itself. */
export interface Arrived extends Readonly<Record<FarChannel, Tally>> {
  /** From the first bulletin's being given to intake to the last message's arrival, milliseconds. */
  readonly lastMs: number;
  /** Messages that began after everything was stopped; 0 where nothing was. */
  readonly after: number;
  /** How long after its storm was over a message began, milliseconds, by the clock of the far end; of those that did. */
  readonly pastExpiry: readonly number[];
}

/** When an event's first bulletin was first given to intake, and how much it speaks of. */
export interface Given {
  readonly at: Date;
  readonly extent: Extent;
}

interface FarEnd {
  readonly db: Database;
  readonly sinks: readonly SinkProcess[];
  readonly expected: Readonly<Record<Extent, Expected>>;
  readonly given: ReadonlyMap<string, Given>;
}

interface Found extends Arrival {
  readonly begunAt: number;
  readonly event: string | undefined;
}

const WARNINGS = 'select id, event_id from warnings where event_id = any($1::text[])';
const CALLS = "select id::text, event_id from deliveries where event_id = any($1::text[]) and channel = 'voice'";
const DELIVERY = /[?&]d=(\d+)/;

/** Sending of a scenario's events stopped at an instant (epoch milliseconds): who had not been told by then is not to be. */
export interface Stopped {
  readonly at: number;
}

/**
 * An e-mail says of which warning it is, an SMS of which event, a call is reported to its delivery; a message of no event of the scenario is unexpected in the first of
 * them. Whoever was not told of a brief storm before it was over is not to be.
 */
export async function arrivedOf({ db, sinks, expected, given }: FarEnd, events: readonly string[], stopped?: Stopped): Promise<Arrived> {
  const by = async (statement: string): Promise<ReadonlyMap<string, string>> =>
    new Map((await db.query<{ id: string; event_id: string }>(statement, [events])).map((row) => [row.id, row.event_id]));
  const [byWarning, byDelivery] = [await by(WARNINGS), await by(CALLS)];
  const named = new RegExp(`\\b(${events.join('|')})\\b`);
  const eventIn: Readonly<Record<FarChannel, (about: string) => string | undefined>> = {
    email: (about) => byWarning.get(about),
    sms: (about) => named.exec(about)?.[1],
    voice: (about) => byDelivery.get(DELIVERY.exec(about)?.[1] ?? ''),
  };
  const found = async (channel: FarChannel): Promise<Found[]> => {
    const all: Found[] = [];
    for (const sink of sinks)
      for await (const { to, at, begunAt, about } of sink.arrivals(channel)) all.push({ to, at, begunAt, event: eventIn[channel](about) });
    return all;
  };
  const givenOf = (event: string): Given => given.get(event) ?? { at: new Date(0), extent: 'wide' };

  const tallyOf = (event: string, channel: FarChannel, all: readonly Found[]): Tally => {
    const { at, extent } = givenOf(event);
    const arrivals = all.filter((one) => one.event === event);
    const of = expected[extent][channel];
    const mayMiss = stopped !== undefined || extent === 'brief';
    return tally(mayMiss ? of.intersection(new Set(arrivals.map((one) => one.to))) : of, arrivals, at.getTime() + LATE_MS);
  };
  const talliesOf = (channel: FarChannel, all: readonly Found[]): Tally => {
    const counted = sum(events.map((event) => tallyOf(event, channel, all)));
    return { ...counted, unexpected: counted.unexpected + all.filter((one) => one.event === undefined).length };
  };
  const [email, sms, voice] = await Promise.all(CHANNELS.map(found));
  if (email === undefined || sms === undefined || voice === undefined) throw new RangeError('a channel is missing');
  const began = Math.min(...events.map((event) => givenOf(event).at.getTime()));
  const over = new Map(events.map((event) => [event, overAt(givenOf(event).at, givenOf(event).extent)]));
  const all = [...email, ...sms, ...voice];
  return {
    email: talliesOf('email', email),
    sms: talliesOf('sms', sms),
    voice: talliesOf('voice', voice),
    lastMs: all.reduce((latest, one) => Math.max(latest, one.at), began) - began,
    after: stopped === undefined ? 0 : all.filter((one) => one.begunAt > stopped.at).length,
    pastExpiry: all.map((one) => one.begunAt - (over.get(one.event ?? '') ?? Infinity)).filter((ms) => ms > 0),
  };
}
