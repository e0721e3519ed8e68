import type { CapPolls, Fetches, HeldSource, SourceItemOutcome } from '@loa/domain/ports';
import type { Clock, Logger } from '@loa/runtime';
import type { PolledSource, PollSettings } from './config.ts';
import type { PollMetrics } from './metrics.ts';
import type { ShownFault, ShownMessage } from './shown-in.ts';
import type { Submit } from './submitted-of.ts';

export interface RoundPorts {
  readonly polls: CapPolls;
  readonly fetches: Pick<Fetches, 'get'>;
  readonly submit: Submit;
  readonly metrics: PollMetrics;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: PollSettings;
}

/** One round of one source, under its lease. */
export interface Round {
  readonly source: PolledSource;
  readonly held: HeldSource;
  readonly stopping: AbortSignal;
}

/** Ends a round in the middle: the process stops, or somebody else has the source. */
export class RoundOver extends Error {
  override readonly name = 'RoundOver';
  readonly code: 'stopping' | 'lease-lost';
  constructor(code: 'stopping' | 'lease-lost') {
    super(code);
    this.code = code;
  }
}

/** Something to deal with, and the link that it was found behind. */
export interface Found {
  readonly shown: ShownMessage | ShownFault;
  readonly link: string | null;
}

/** Before anything that takes time. Throws {@link RoundOver}. */
export async function goOn({ polls, clock, settings }: RoundPorts, { held, stopping }: Round): Promise<void> {
  if (stopping.aborted) throw new RoundOver('stopping');
  const until = new Date(clock.now().getTime() + settings.leaseMs).toISOString();
  if (!(await polls.renew(held, until))) throw new RoundOver('lease-lost');
}

/** Writes that something was dealt with, then that its link was: killed in between, the link is followed again and nothing else happens. */
export async function noteDone(
  { polls, metrics, clock }: RoundPorts,
  { source: { id } }: Round,
  { shown, link }: Found,
  end: {
    readonly outcome: SourceItemOutcome;
    readonly reason: string | null;
    readonly bulletinId?: string;
    readonly findings: ShownFault['findings'];
  },
): Promise<void> {
  const at = clock.now().toISOString();
  const identity = shown.kind === 'message' ? shown.identity : null;
  await polls.note(id, { item: shown.item, identity, at, bulletinId: null, ...end });
  metrics.message(id, end.outcome);
  if (link !== null) await polls.noteLink(id, link, 'done', at);
}
