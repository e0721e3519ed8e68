import { type Arrived, type Stopped } from './arrived.ts';
import { SETTLED_MS, settled } from './progress.ts';
import type { TestBed } from './test-bed.ts';

/** One thing that goes wrong while bulletins are on their way. */
export interface Scenario {
  readonly name: string;
  /** Second messages that may arrive, per channel (design: one envelope per connection of each sender killed; SMS are looked up first). */
  readonly allowed: { readonly email: number; readonly sms: number };
  /** Longest wait until all is settled, milliseconds; absent: as usual. */
  readonly settledMs?: number;
  /** Does it, and leaves every process and engine running. */
  run(bed: TestBed): Promise<Ran>;
}

export interface Ran {
  /** The events told of, and how many bulletins of each. */
  readonly events: Readonly<Record<string, number>>;
  /** How far things were at the moment of the fault, for the report. */
  readonly note: string;
  /** Sending was stopped on purpose: nothing may begin after that, and what had not arrived is not lost. */
  readonly stopped?: Stopped;
  /** What the scenario itself found wrong. */
  readonly faults?: readonly string[];
}

/** What came of a scenario. */
export interface Outcome extends Arrived {
  readonly name: string;
  readonly allowed: Scenario['allowed'];
  readonly note: string;
  readonly faults: readonly string[];
  /** Milliseconds from beginning to end. */
  readonly tookMs: number;
}

/** Plays the scenario and waits until all it began is settled. Where that does not come to an end, starts every worker anew and rejects. */
export async function play({ name, allowed, settledMs, run }: Scenario, bed: TestBed): Promise<Outcome> {
  const began = performance.now();
  const workers = Object.values(bed.workers);
  await Promise.all([bed.sink.clear(), bed.secondSink.clear()]);
  let ran: Ran;
  try {
    ran = await run(bed);
    await Promise.all(workers.map((one) => one.ready()));
    for (const [event, bulletins] of Object.entries(ran.events))
      await settled(bed.db, event, { bulletins, withinMs: (settledMs ?? SETTLED_MS) + bed.extraMs, everyMs: bed.lookEveryMs });
  } catch (error) {
    await Promise.all(workers.map((one) => one.kill()));
    for (const one of workers) one.start();
    await Promise.all(workers.map((one) => one.ready()));
    throw new Error(`${name} came to no end`, { cause: error });
  }
  const { events, note, stopped, faults = [] } = ran;
  const arrived = await bed.arrived(Object.keys(events), stopped);
  const told = stopped === undefined ? note : `${note}; ${arrived.after} began after it`;
  return { name, allowed, note: told, faults, ...arrived, tookMs: performance.now() - began };
}

/** What is wrong with an outcome; empty when every expected message arrived, no other, and second ones within the window. */
export function faultsOf({ email, sms, allowed, after, faults }: Outcome): string[] {
  const ofChannels = (['email', 'sms'] as const).flatMap((channel) => {
    const { expected, lost, unexpected, doubled } = channel === 'email' ? email : sms;
    return [
      ...(expected > 0 ? [] : [`${channel}: nothing was expected`]),
      ...(lost === 0 ? [] : [`${channel}: ${lost} lost`]),
      ...(unexpected === 0 ? [] : [`${channel}: ${unexpected} unexpected`]),
      ...(doubled <= allowed[channel] ? [] : [`${channel}: ${doubled} doubled, ${allowed[channel]} allowed`]),
    ];
  });
  return [...ofChannels, ...(after === 0 ? [] : [`${after} began after they were stopped`]), ...faults];
}

/** A line for whoever watches. */
export function lineOf(outcome: Outcome): string {
  const { name, email, sms, allowed, note, tookMs, lastMs } = outcome;
  const counts = (of: typeof email, most: number): string =>
    `${of.arrived} of ${of.expected}, ${of.lost} lost, ${of.doubled} doubled (${most} allowed), ${of.late} late`;
  const verdict = faultsOf(outcome).join('; ') || 'ok';
  return `${verdict} | ${name} | e-mail ${counts(email, allowed.email)} | SMS ${counts(sms, allowed.sms)} | last after ${(lastMs / 1_000).toFixed(1)} s of ${(tookMs / 1_000).toFixed(1)} s | ${note}\n`;
}
