import { type SmtpRule, until } from '@loa/testing/servers';
import { tally } from '../../faults/tally.ts';
import type { Peer } from './peer.ts';

/** What a peer did with three jobs. */
export interface Measured {
  /** Messages per second, from the hand-over to the last at the far end; recipients without one at the end; second messages. */
  readonly undisturbed: { readonly rate: number; readonly lost: number; readonly doubled: number };
  /** Messages that had arrived at the kill; recipients without one at the end; second messages; from the kill to the last message. */
  readonly killed: { readonly at: number; readonly lost: number; readonly doubled: number; readonly lastAfterMs: number };
  /** Messages that had arrived when the cancel was asked for; those that came after its answer, and those of them that began after it. */
  readonly cancelled: { readonly at: number; readonly arrivedAfter: number; readonly begunAfter: number };
}

/** Longest wait for a job, milliseconds. */
const WITHIN_MS = 600_000;
/** How long nothing must have arrived, beside the peer's word, for a job to be over, milliseconds. */
const QUIET_MS = 1_500;
/** How often the far end is asked for its count, milliseconds. */
const LOOK_EVERY_MS = 5;
/** A relay that takes its time, so that a job can be met in its middle. */
const SLOW: readonly SmtpRule[] = [{ at: 'data', answer: 'accept', delayMs: 10 }];

/** A job that nobody counts, and three that are counted: undisturbed, cancelled at its half, and with the sender killed at its half. */
export async function measured(peer: Peer, recipients: readonly string[]): Promise<Measured> {
  const expected = new Set(recipients);
  const { sink } = peer;

  const arrived = async (): Promise<number> => (await sink.count()).smtp;
  const begin = async (job: string, rules: readonly SmtpRule[]): Promise<{ began: number; handedOver: Promise<void> }> => {
    await sink.clear();
    await sink.behave({ smtp: rules });
    const began = Date.now();
    const handedOver = peer.begin(job);
    // Awaited when the job has been met in its middle.
    handedOver.catch(() => undefined);
    return { began, handedOver };
  };
  /** Waits until the peer has nothing to do and nothing more arrives. */
  const over = async (job: string): Promise<void> => {
    let [count, since] = [-1, 0];
    const isOver = async (): Promise<boolean> => {
      const now = await arrived();
      if (now !== count) [count, since] = [now, Date.now()];
      return Date.now() - since >= QUIET_MS && (await peer.isDone(job));
    };
    await until(`${job} is over`, WITHIN_MS, isOver, 100);
  };
  const half = async (): Promise<number> => {
    let count = 0;
    await until('half has arrived', WITHIN_MS, async () => (count = await arrived()) >= expected.size / 2, LOOK_EVERY_MS);
    return count;
  };
  const last = (mails: readonly { readonly at: number }[], least: number): number =>
    mails.reduce((latest, { at }) => Math.max(latest, at), least);
  const undisturbed = async (job: string): Promise<Measured['undisturbed']> => {
    const { began, handedOver } = await begin(job, []);
    await handedOver;
    await over(job);
    const mails = await sink.mails();
    const { lost, doubled } = tally(expected, arrivals(mails), 0);
    return { rate: ((expected.size - lost) * 1_000) / (last(mails, began + 1) - began), lost, doubled };
  };

  await undisturbed('warm-up');
  const ofNone = await undisturbed('undisturbed');

  const toCancel = await begin('cancelled', SLOW);
  const atCancel = await half();
  await peer.cancel('cancelled');
  const answeredAt = Date.now();
  await toCancel.handedOver;
  await over('cancelled');
  const after = (await sink.mails()).filter(({ at }) => at > answeredAt);

  const toKill = await begin('killed', SLOW);
  const atKill = await half();
  const killedAt = Date.now();
  await peer.killAndRestart('killed');
  await toKill.handedOver;
  await over('killed');
  const all = await sink.mails();
  const { lost, doubled } = tally(expected, arrivals(all), 0);

  return {
    undisturbed: ofNone,
    cancelled: { at: atCancel, arrivedAfter: after.length, begunAfter: after.filter(({ begunAt }) => begunAt > answeredAt).length },
    killed: { at: atKill, lost, doubled, lastAfterMs: last(all, killedAt) - killedAt },
  };
}

const arrivals = (mails: readonly { readonly to: readonly string[]; readonly at: number }[]) =>
  mails.flatMap(({ to, at }) => to.map((one) => ({ to: one, at })));
