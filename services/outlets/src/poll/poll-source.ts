import type { HeldSource, PollOutcome, PollSettled } from '@loa/domain/ports';
import { nextPoll, type PollRound } from '@loa/domain/source';
import type { Push } from '../push/keep-pushing.ts';
import { polledAmong, type PolledSource } from './config.ts';
import { fetchDocument } from './fetch-document.ts';
import { followLinks } from './follow-links.ts';
import { handIn } from './hand-in.ts';
import { type Found, type Round, RoundOver, type RoundPorts } from './round.ts';
import { shownIn } from './shown-in.ts';

/** What is not shown any more is remembered so long. */
const REMEMBERED_MS = 30 * 86_400_000;

interface RoundEnd extends Pick<PollSettled, 'outcome' | 'reason' | 'validators'> {
  readonly next: 'complete' | 'more' | 'failed';
  readonly askedS: number;
}

const failed = (reason: string, askedS = 0): RoundEnd => ({ outcome: 'failed', reason, validators: null, next: 'failed', askedS });
const ended = (outcome: PollOutcome, more: Partial<RoundEnd> = {}): RoundEnd => ({
  ...{ outcome, reason: null, validators: null, next: 'complete', askedS: 0 },
  ...more,
});

/** One round of a source: its document, the links in it, the messages. `random`: from 0 to 1. */
export function pollSource(ports: RoundPorts, random: () => number): Push<HeldSource> {
  const { polls, metrics, clock, log, settings } = ports;
  const sources = new Map(polledAmong(settings.sources).map((one) => [one.id, one]));

  const settle = async (source: PolledSource, held: HeldSource, end: RoundEnd): Promise<void> => {
    const { next, askedS, ...what } = end;
    const round: PollRound = next === 'failed' ? { kind: next, failures: held.failures + 1, askedS } : { kind: next };
    const { afterMs, reason } = nextPoll(source.poll.everySeconds, round, random());
    const now = clock.now();
    const nextAt = new Date(now.getTime() + afterMs).toISOString();
    if (!(await polls.settle(held, { ...what, nextAt, now: now.toISOString() }))) return;
    metrics.poll(source.id, end.outcome);
    if (end.outcome === 'failed') log.warn({ sourceId: source.id, reason: end.reason, next: reason, afterMs }, 'source not read');
  };

  return async (held, _slot, stopping) => {
    const source = sources.get(held.id);
    if (source === undefined) return 'done';
    try {
      const end = await runRound(ports, { source, held, stopping });
      await (stopping.aborted ? polls.release(held) : settle(source, held, end));
    } catch (error) {
      if (error instanceof RoundOver) {
        if (error.code === 'stopping') await polls.release(held);
        else log.warn({ sourceId: source.id }, 'source is in other hands');
      } else {
        log.error({ err: error, sourceId: source.id }, 'round of a source failed');
        await settle(source, held, failed('unexpected'));
      }
    }
    return 'done';
  };
}

async function runRound(ports: RoundPorts, round: Round): Promise<RoundEnd> {
  const { polls, fetches, clock, settings } = ports;
  const { source, held, stopping } = round;
  const document = await fetchDocument(fetches, source, held, { timeoutMs: settings.timeoutMs, signal: stopping });
  if (document.kind === 'unchanged') return ended('unchanged');
  if (document.kind === 'failed') return failed(document.reason, document.askedS);
  const all = shownIn(document.feed, source.poll);
  const shown = all.slice(0, settings.mostShown);
  const links = shown.filter((one) => one.kind === 'link');
  const inside = shown.filter((one) => one.kind !== 'link');
  const followed = await followLinks(ports, round, links);
  const handed = await handIn(ports, round, [...inside.map((one): Found => ({ shown: one, link: null })), ...followed.found]);
  if (handed.trouble?.of === 'intake') return failed(handed.trouble.reason, handed.trouble.askedS);
  const trouble = handed.trouble?.reason ?? followed.trouble ?? (all.length > shown.length ? 'too-many-entries' : null);
  if (followed.isMore || handed.isMore) return ended('partial', { reason: trouble, next: 'more' });
  if (trouble !== null) return ended('partial', { reason: trouble });
  const before = new Date(clock.now().getTime() - REMEMBERED_MS).toISOString();
  await polls.forget(source.id, { items: inside.map((one) => one.item), links: links.map((one) => one.item) }, before);
  return ended('read', { validators: document.validators });
}
