import type { RealInstallation } from '../installation/installation.ts';
import { isQuiet } from '../installation/is-quiet.ts';
import { real } from '../installation/real.ts';
import { sampleOf } from '../raw/sample.ts';
import { everywhere, stormAt } from '../storm.ts';
import type { Peer, Words } from './peer.ts';

/** Loa as separate processes; the list is its registry, a job a bulletin over the whole country, its cancel a recall. */
export function loa(installation: RealInstallation): Peer {
  return {
    sink: installation.sink,
    begin: async (job) => void (await installation.publish(stormAt(job, everywhere(), new Date()))),
    killAndRestart: () => installation.killAndRestart('sender-email'),
    cancel: (job) => installation.recall(job),
    isDone: (job) => isQuiet(installation, job),
    stop: () => installation.stop(),
  };
}

/** An installation with so many people, each with an e-mail address. */
export const installationOf = (count: number, profile: string | null): Promise<RealInstallation> =>
  real({ register: { count, by: 'email' }, with: ['console'], profile });

/** The words that Loa has sent to one of the people of a job. */
export async function wordsOf(installation: RealInstallation, job: string): Promise<Words> {
  const [message] = await sampleOf(installation, job, 'email', 1);
  if (message === undefined || !('html' in message.content)) throw new RangeError(`${job} has sent no e-mail`);
  const { subject, text, html } = message.content;
  return { subject, text, html };
}
