import { partsOfBulletinId } from '@loa/domain/bulletin';
import { createHash } from 'node:crypto';
import type { Alert, Reference } from '../../alert.ts';
import { isItself } from '../../check/alert-rules.ts';
import { capInstant } from '../../check/cap-time.ts';
import { PROFILE } from '../../write/settings.ts';
import type { KnownMessage, SourceMapping } from './source-mapping.ts';

/** Where a message belongs. */
export interface CapSeries {
  readonly family: string;
  readonly eventId: string;
  readonly sequence: number;
  /** The first message of the series: what to remember beside this one. */
  readonly first: Reference;
  /** What is known of the messages that this one refers to. */
  readonly known: KnownMessage | undefined;
  /** Whether there is a series before it: it refers to another message, or names its series itself. */
  readonly continues: boolean;
}

/**
 * The series of a message: its family, and the event of the messages that it refers to, or one named after the first of its chain. The sequence is one more than the
 * seconds since that message, so that messages keep their order whichever of them are missed, listed or late. A message of Loa's own
 * profile names family, event and sequence itself.
 */
export function seriesOf(alert: Alert, mapping: SourceMapping): CapSeries {
  const { sender, identifier, sent } = alert;
  const others = alert.references.filter((one) => !isItself(one, alert) && capInstant(one.sent) !== undefined);
  const known = others.map((one) => mapping.known?.(one));
  const chain = others.map((one, at) => known[at]?.first ?? one).toSorted((one, other) => secondsOf(one) - secondsOf(other));
  const first = chain[0] ?? { sender, identifier, sent };
  const earlier = known.find((one) => one !== undefined);
  const base = { first, known: earlier, continues: others.length > 0 };
  const named = partsOfBulletinId(ownParameter(alert, 'bulletinId') ?? '');
  if (named !== null) {
    const { family, eventId, sequence } = named;
    return { ...base, continues: true, family, eventId, sequence };
  }
  const seconds = secondsOf({ sender, identifier, sent }) - secondsOf(first);
  return { ...base, family: mapping.family ?? 'cap', eventId: earlier?.eventId ?? eventOf(first), sequence: 1 + Math.max(0, seconds) };
}

/** Whether a message is one that Loa wrote, here or in another installation. */
export const isOwn = (alert: Alert): boolean => ownParameter(alert, 'bulletinId') !== undefined;

/** A parameter of Loa's own profile; undefined where the message is not of it. */
export function ownParameter({ code, info }: Alert, name: string): string | undefined {
  if (!code.includes(PROFILE)) return undefined;
  return info.flatMap((one) => one.parameter).find(({ valueName }) => valueName === name)?.value;
}

const secondsOf = ({ sent }: Reference): number => Math.floor(Date.parse(capInstant(sent) ?? sent) / 1000);

/** Sender and identifier name a message (CAP 3.2.1); one without identifier is named by its time. */
function eventOf({ sender, identifier, sent }: Reference): string {
  const name = createHash('sha256')
    .update(`${sender}\n${identifier === '' ? sent : identifier}`)
    .digest('hex');
  return `cap-${name.slice(0, 20)}`;
}
