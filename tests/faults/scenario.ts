import { type Arrived, type Stopped } from './arrived.ts';
import { SETTLED_MS, settled } from './progress.ts';
import { type States, statesOf, wrongStates } from './states.ts';
import { CHANNELS, type FarChannel } from './storm.ts';
import type { TestBed } from './test-bed.ts';

/** One thing that goes wrong while bulletins are on their way. */
export interface Scenario {
  readonly name: string;
  /** What the report sums it up with; absent: it stands by itself. */
  readonly part?: string;
  /** Operations that may be done twice (design: what was in hand of each sender killed; SMS are looked up first). An e-mail's reaches all of its envelope. */
  readonly allowed: Readonly<Record<FarChannel, number>>;
  /** Longest wait until all is settled, milliseconds; absent: as usual. */
  readonly settledMs?: number;
  /** A storm of it is over within a minute: who was not told by then is not to be. */
  readonly mayExpire?: boolean;
  /** E-mails without an answer when their storm was over: nobody can say what became of them, and they go out no more; default none. */
  readonly unanswered?: number;
  /** Does it, and leaves every process and engine running. */
  run(bed: TestBed): Promise<Ran>;
}

/** What was written in the last moment may be read by a busy far end as much later, milliseconds: the gate is asked where it is written. */
const READ_MS = 1_000;

/** Nothing may be told twice. */
export const NONE: Scenario['allowed'] = { email: 0, sms: 0, voice: 0 };

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
export interface Outcome extends Arrived, Pick<Scenario, 'name' | 'part' | 'allowed'> {
  readonly note: string;
  readonly faults: readonly string[];
  /** Milliseconds from beginning to end. */
  readonly tookMs: number;
}

/** Plays the scenario and waits until all it began is settled. Where that does not come to an end, starts every worker anew and rejects. */
export async function play(
  { name, part, settledMs, mayExpire = false, unanswered = 0, run, ...scenario }: Scenario,
  bed: TestBed,
): Promise<Outcome> {
  const allowed = { ...scenario.allowed, email: scenario.allowed.email * bed.ofAnEnvelope };
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
  const { note, stopped, faults = [] } = ran;
  const events = Object.keys(ran.events);
  const arrived = await bed.arrived(events, stopped);
  const states = await statesOf(bed.db, events);
  const inDoubt = { ...allowed, email: allowed.email + unanswered * bed.ofAnEnvelope };
  const wrong = wrongStates(states, arrived, inDoubt, { mayExpire, mayBeRecalled: stopped !== undefined });
  const ended = (how: keyof States): number => CHANNELS.reduce((all, channel) => all + states[channel][how], 0);
  const read = `${arrived.pastExpiry.length} read up to ${Math.max(0, ...arrived.pastExpiry)} ms after it`;
  const ranOut = `${ended('expired')} ran out and ${ended('unknown')} stay in doubt, ${read}`;
  const recalled = `rows at the end: ${ended('accepted')} accepted, ${ended('recalled')} recalled, ${ended('unknown')} in doubt, ${ended('expired') + ended('superseded') + ended('other')} otherwise`;
  const told = [note, ...(stopped === undefined ? [] : [`${arrived.after} began after it`, recalled]), ...(mayExpire ? [ranOut] : [])];
  const tookMs = performance.now() - began;
  return { name, ...(part !== undefined && { part }), allowed, note: told.join('; '), faults: [...faults, ...wrong], ...arrived, tookMs };
}

/** What is wrong with an outcome; empty when every expected message arrived, no other, and second ones within the window. */
export function faultsOf(outcome: Outcome): string[] {
  const { allowed, after, pastExpiry, faults } = outcome;
  const tooLate = pastExpiry.filter((ms) => ms > READ_MS).length;
  const ofChannels = CHANNELS.flatMap((channel) => {
    const { expected, lost, unexpected, doubled } = outcome[channel];
    return [
      ...(expected > 0 ? [] : [`${channel}: nothing was expected`]),
      ...(lost === 0 ? [] : [`${channel}: ${lost} lost`]),
      ...(unexpected === 0 ? [] : [`${channel}: ${unexpected} unexpected`]),
      ...(doubled <= allowed[channel] ? [] : [`${channel}: ${doubled} doubled, ${allowed[channel]} allowed`]),
    ];
  });
  return [
    ...ofChannels,
    ...(after === 0 ? [] : [`${after} began after they were stopped`]),
    ...(tooLate === 0 ? [] : [`${tooLate} began after their storm was over`]),
    ...faults,
  ];
}

const NAMES: Readonly<Record<FarChannel, string>> = { email: 'e-mail', sms: 'SMS', voice: 'calls' };

/** A line for whoever watches. */
export function lineOf(outcome: Outcome): string {
  const { name, note, tookMs, lastMs } = outcome;
  const counts = CHANNELS.map((channel) => {
    const { arrived, expected, lost, doubled, late } = outcome[channel];
    return `${NAMES[channel]} ${arrived} of ${expected}, ${lost} lost, ${doubled} doubled (${outcome.allowed[channel]} allowed), ${late} late`;
  });
  const verdict = faultsOf(outcome).join('; ') || 'ok';
  const took = `last after ${(lastMs / 1_000).toFixed(1)} s of ${(tookMs / 1_000).toFixed(1)} s`;
  return `${[verdict, name, ...counts, took, note].join(' | ')}\n`;
}
