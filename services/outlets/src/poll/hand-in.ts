import { type Found, goOn, noteDone, type Round, type RoundPorts } from './round.ts';
import type { ShownMessage } from './shown-in.ts';
import type { Submitted } from './submitted-of.ts';

/** What came of the messages of a round. */
export interface HandedIn {
  /** Of intake, where it did not take what it should have; null when nothing is left to submit again. */
  readonly trouble: (Submitted & { readonly kind: 'again' }) | null;
  readonly isMore: boolean;
}

/**
 * Deals with what was not dealt with before, in the order of sending. A message is written down after intake has answered: killed in
 * between it is submitted again, and intake, which knows it by sender, identifier and sent, makes nothing of it a second time. Throws RoundOver.
 */
export async function handIn(ports: RoundPorts, round: Round, all: readonly Found[]): Promise<HandedIn> {
  const { polls, settings, clock } = ports;
  const { id } = round.source;
  const found = [...new Map(all.map((one) => [one.shown.item, one])).values()];
  const known = new Set(
    await polls.dealtWith(
      id,
      found.map(({ shown }) => shown.item),
    ),
  );
  for (const { shown, link } of all)
    if (link !== null && known.has(shown.item)) await polls.noteLink(id, link, 'done', clock.now().toISOString());
  const open = found.filter(({ shown }) => !known.has(shown.item)).toSorted((one, other) => sentOf(one).localeCompare(sentOf(other)));
  let trouble: HandedIn['trouble'] = null;
  for (const one of open.slice(0, settings.messagesAtOnce)) {
    await goOn(ports, round);
    const end = await dealWith(ports, round, one);
    if (end?.kind !== 'again') continue;
    trouble = end;
    if (end.of === 'intake') break;
  }
  return { trouble, isMore: open.length > settings.messagesAtOnce };
}

const sentOf = ({ shown }: Found): string => (shown.kind === 'message' ? shown.identity.sent : '');

/** Null where nothing was submitted. */
async function dealWith(ports: RoundPorts, round: Round, found: Found): Promise<Submitted | null> {
  const { shown } = found;
  const { source, stopping } = round;
  if (shown.kind === 'fault') {
    await noteDone(ports, round, found, { outcome: 'refused', reason: shown.reason, findings: shown.findings });
    return null;
  }
  const notYours = findingOfSender(source.senders, shown);
  if (notYours !== null) {
    await noteDone(ports, round, found, { outcome: 'refused', reason: notYours.rule, findings: [notYours] });
    return null;
  }
  if (!source.poll.trusted) {
    await noteDone(ports, round, found, { outcome: 'checked', reason: 'not-trusted', findings: shown.findings });
    return null;
  }
  const end = await ports.submit(source.id, shown.document, stopping);
  const { log } = ports;
  if (end.kind === 'taken') {
    const { bulletinId, findings } = end;
    await noteDone(ports, round, found, { outcome: 'submitted', reason: null, bulletinId, findings });
    log.info({ sourceId: source.id, bulletinId }, 'message of a source submitted');
  } else if (end.kind === 'refused') {
    const { reason, findings } = end;
    await noteDone(ports, round, found, { outcome: 'refused', reason, findings });
    log.warn({ sourceId: source.id, reason }, 'message of a source refused');
  } else if (!stopping.aborted) {
    log.warn({ sourceId: source.id, reason: end.reason }, 'message of a source not submitted');
  }
  return end;
}

function findingOfSender(senders: readonly string[], { identity }: ShownMessage) {
  if (senders.includes(identity.sender)) return null;
  const says = 'expected a CAP sender of this source, as it is configured';
  return { element: 'sender', rule: 'sender-not-yours', says };
}
