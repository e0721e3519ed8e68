import type { Database } from '@loa/adapters/postgres';
import type { SinkProcess } from '@loa/testing/servers';
import type { Expected } from './storm.ts';
import { type Arrival, sum, type Tally, tally } from './tally.ts';

/** A message is late that arrives longer than this after its bulletin was first given to intake, milliseconds. */
export const LATE_MS = 30_000;

/** What stands at the far end of a scenario's events, each counted for itself. */
export interface Arrived {
  readonly email: Tally;
  readonly sms: Tally;
  /** From the first bulletin's being given to intake to the last message's arrival, milliseconds. */
  readonly lastMs: number;
  /** Messages that began after everything was stopped; 0 where nothing was. */
  readonly after: number;
}

interface FarEnd {
  readonly db: Database;
  readonly sinks: readonly SinkProcess[];
  readonly expected: Expected;
  /** When each event's first bulletin was first given to intake. */
  readonly given: ReadonlyMap<string, Date>;
}

interface Found extends Arrival {
  readonly begunAt: number;
  readonly event: string | undefined;
}

const WARNINGS = 'select id, event_id from warnings where event_id = any($1::text[])';

/** Sending of a scenario's events stopped at an instant (epoch milliseconds): who had not been told by then is not to be. */
export interface Stopped {
  readonly at: number;
}

/** An e-mail says of which warning it is, an SMS of which event; a message of no event of the scenario is unexpected in the first of them. */
export async function arrivedOf({ db, sinks, expected, given }: FarEnd, events: readonly string[], stopped?: Stopped): Promise<Arrived> {
  const warnings = await db.query<{ id: string; event_id: string }>(WARNINGS, [events]);
  const eventOf = new Map(warnings.map((warning) => [warning.id, warning.event_id]));
  const named = new RegExp(`\\b(${events.join('|')})\\b`);
  const found = async (channel: 'email' | 'sms', eventIn: (about: string) => string | undefined): Promise<Found[]> => {
    const all: Found[] = [];
    for (const sink of sinks)
      for await (const { to, at, begunAt, about } of sink.arrivals(channel)) all.push({ to, at, begunAt, event: eventIn(about) });
    return all;
  };
  const email = await found('email', (id) => eventOf.get(id));
  const sms = await found('sms', (text) => named.exec(text)?.[1]);

  const tallyOf: typeof tally = (of, arrivals, lateFrom) => {
    const had = new Set(arrivals.map((one) => one.to));
    return tally(stopped === undefined ? of : of.intersection(had), arrivals, lateFrom);
  };
  const tallies = (of: ReadonlySet<string>, all: readonly Found[]): Tally => {
    const strays = all.filter((one) => one.event === undefined).length;
    const counted = sum(
      events.map((event) =>
        tallyOf(
          of,
          all.filter((one) => one.event === event),
          (given.get(event)?.getTime() ?? 0) + LATE_MS,
        ),
      ),
    );
    return { ...counted, unexpected: counted.unexpected + strays };
  };
  const began = Math.min(...events.map((event) => given.get(event)?.getTime() ?? Infinity));
  const all = [...email, ...sms];
  const last = all.reduce((latest, one) => Math.max(latest, one.at), began);
  const after = stopped === undefined ? 0 : all.filter((one) => one.begunAt > stopped.at).length;
  return { email: tallies(expected.email, email), sms: tallies(expected.sms, sms), lastMs: last - began, after };
}
