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
}

interface FarEnd {
  readonly db: Database;
  readonly sinks: readonly SinkProcess[];
  readonly expected: Expected;
  /** When each event's first bulletin was first given to intake. */
  readonly given: ReadonlyMap<string, Date>;
}

const WARNINGS = 'select id, event_id from warnings where event_id = any($1::text[])';

/** An e-mail says of which warning it is, an SMS of which event; a message of no event of the scenario is unexpected in the first of them. */
export async function arrivedOf({ db, sinks, expected, given }: FarEnd, events: readonly string[]): Promise<Arrived> {
  const [mails, messages, warnings] = await Promise.all([
    Promise.all(sinks.map((sink) => sink.mails())).then((all) => all.flat()),
    Promise.all(sinks.map((sink) => sink.messages())).then((all) => all.flat()),
    db.query<{ id: string; event_id: string }>(WARNINGS, [events]),
  ]);
  const eventOf = new Map(warnings.map((warning) => [warning.id, warning.event_id]));
  const named = new RegExp(`\\b(${events.join('|')})\\b`);
  const email = mails.flatMap(({ to, at, headers }) =>
    to.map((one) => ({ to: one, at, event: eventOf.get(headers['x-loa-warning'] ?? '') })),
  );
  const sms = messages.map(({ to, at, body }) => ({ to, at, event: named.exec(body)?.[1] }));

  const tallies = (of: ReadonlySet<string>, all: readonly (Arrival & { event: string | undefined })[]): Tally => {
    const strays = all.filter((one) => one.event === undefined).length;
    const counted = sum(
      events.map((event) =>
        tally(
          of,
          all.filter((one) => one.event === event),
          (given.get(event)?.getTime() ?? 0) + LATE_MS,
        ),
      ),
    );
    return { ...counted, unexpected: counted.unexpected + strays };
  };
  const began = Math.min(...events.map((event) => given.get(event)?.getTime() ?? Infinity));
  const last = [...email, ...sms].reduce((latest, one) => Math.max(latest, one.at), began);
  return { email: tallies(expected.email, email), sms: tallies(expected.sms, sms), lastMs: last - began };
}
