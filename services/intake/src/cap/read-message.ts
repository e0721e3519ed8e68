import { createHash } from 'node:crypto';
import { type Alert, capInstant, type Finding, readCap, type Reference, type SourceMapping, toBulletin } from '@loa/cap';
import { type Bulletin, bulletin as bulletinSchema, bulletinId, isForeign, partsOfBulletinId } from '@loa/domain/bulletin';
import type { CapIdentity, CapOriginal, CapOriginals, EventStates, Issuers, KnownOriginal } from '@loa/domain/ports';
import { citizensByRule } from '@loa/domain/source';
import { eventMet } from '@loa/domain/warning';
import type { Clock, Problem } from '@loa/runtime';
import { noBulletin, problem, unreadable } from './refusals.ts';
import { signedAlert } from './signed-alert.ts';
import type { Sources } from './sources.ts';

export interface ReadPorts {
  readonly sources: Sources;
  readonly originals: Pick<CapOriginals, 'find' | 'known' | 'filedUnder'>;
  readonly issuers: Pick<Issuers, 'superiorsOf'>;
  readonly events: Pick<EventStates, 'open'>;
  readonly clock: Clock;
}

/** A message as a bulletin that has not been checked further, or one whose bulletin was taken before. */
export type Message =
  | { readonly kind: 'repeat'; readonly id: string; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'bulletin';
      readonly alert: Alert;
      readonly bulletin: Bulletin;
      readonly original: CapOriginal;
      readonly findings: readonly Finding[];
    };

export interface MessageQuestion {
  readonly issuer: string;
  readonly document: Uint8Array;
  /** A dry run reads a message that was taken before once more. */
  readonly isDry: boolean;
}

/** What a table can hold of a name, characters; those of real senders have fewer than 200. */
const LONGEST_NAME = 500;

/**
 * Reads one CAP message for an issuer: form, sender, signature, and what it says. Throws a problem that names elements and rules: 400, 413 or
 * 422 for the document, 403 for a sender that is not the issuer's, 409 where another content stands under its identity.
 */
export async function readMessage(ports: ReadPorts, { issuer, document, isDry }: MessageQuestion): Promise<Message> {
  const { sources, originals, clock } = ports;
  const read = readCap(document);
  if (read.kind === 'refused') throw unreadable(read);
  // Who sends it is said by the signed text too: a document whose outer sender differs has no valid signature of that one.
  const reading = sources.readingOf(issuer, read.alert.sender);
  const { alert, findings: noticed } = signedAlert(read, reading, clock.now());
  const identity = identityOf(alert);
  const digest = createHash('sha256').update(JSON.stringify(alert)).digest('hex');
  const standing = await originals.find(issuer, identity);
  if (standing !== null && standing.digest !== digest) throw changed(standing.bulletinId);
  if (standing?.taken === true && !isDry) return { kind: 'repeat', id: standing.bulletinId, findings: standing.findings };

  const known = await originals.known(referred(alert));
  const series = await seriesAmong(ports.issuers, issuer, known);
  const made = toBulletin(alert, { ...reading.mapping, ...series.mapping, known: knownAmong(series.known) });
  if (made.kind === 'refused') throw noBulletin([...made.findings, ...noticed]);
  const limits = limited({ ...made.bulletin, ...series.givenBy }, reading.citizens);
  const event = standing?.eventId ?? (made.continues ? null : await metBy(limits, ports));
  const bulletin = event === null ? limits : { ...limits, event: { ...limits.event, id: event } };
  const findings = [...noticed, ...series.findings, ...made.findings];
  const original = {
    ...identity,
    issuer,
    digest,
    document,
    bulletinId: bulletinId(bulletin),
    eventId: bulletin.event.id,
    hazard: bulletin.hazard,
    first: identityOf(made.first),
    findings,
  };
  return { kind: 'bulletin', alert, bulletin, original, findings };
}

/** Another content under the identity of a message that was taken: nobody can tell which of them its sender meant. */
export function changed(id: string): Problem {
  const says = 'a message is not changed under its identity (CAP 1.2, 3.2.1): send an Update that refers to it';
  return problem(
    409,
    'cap-changed',
    'Another content stands under this identity',
    [{ element: 'identifier', rule: 'identity-taken', says }],
    { id },
  );
}

/** The series that a message goes on with. */
interface SeriesFound {
  /** Messages of that series that it refers to. */
  readonly known: readonly KnownOriginal[];
  readonly mapping: Partial<Pick<SourceMapping, 'issuer' | 'family'>>;
  readonly givenBy: Pick<Bulletin, 'givenBy'>;
  readonly findings: readonly Finding[];
}

/** Only an issuer, or who stands above it, goes on with a series: references to any other's messages continue and end nothing. */
async function seriesAmong(issuers: ReadPorts['issuers'], issuer: string, known: readonly KnownOriginal[]): Promise<SeriesFound> {
  const bySeries = Map.groupBy(known, ({ bulletinId: id }) => partsOfBulletinId(id)?.issuer ?? '');
  const own = bySeries.get(issuer);
  if (own !== undefined || bySeries.size === 0) return { known: own ?? [], mapping: {}, givenBy: {}, findings: [] };
  for (const [below, messages] of bySeries) {
    if (!(await issuers.superiorsOf(below)).includes(issuer)) continue;
    const { family } = partsOfBulletinId(messages[0]?.bulletinId ?? '') ?? {};
    return {
      known: messages,
      mapping: { issuer: below, ...(family !== undefined && { family }) },
      givenBy: { givenBy: issuer },
      findings: [],
    };
  }
  const says = `expected messages of ${issuer}, or of an issuer below it; those of ${[...bySeries.keys()].join(', ')} stand as they were`;
  return { known: [], mapping: {}, givenBy: {}, findings: [{ element: 'references', rule: 'series-of-another', says }] };
}

/**
 * The event that a message without reference tells of, where another source told of it first; null: it begins one. An event of which the
 * same issuer told before is none, also while that bulletin is still on its way: one series would hold two chains.
 */
async function metBy(bulletin: Bulletin, { events, originals, clock }: ReadPorts): Promise<string | null> {
  if (bulletin.areas.length === 0) return null;
  const now = clock.now().toISOString();
  const open = await events.open(bulletin.status, now);
  const told = new Set(
    await originals.filedUnder(
      bulletin.issuer,
      open.map(({ id }) => id),
    ),
  );
  return eventMet(
    bulletin,
    open.filter(({ id }) => !told.has(id)),
    now,
  );
}

function limited(bulletin: Bulletin, rule: Parameters<typeof citizensByRule>[1]): Bulletin {
  return isForeign(bulletin) ? bulletinSchema.parse({ ...bulletin, ...citizensByRule(bulletin, rule) }) : bulletin;
}

function identityOf({ sender, identifier, sent }: Reference): CapIdentity {
  for (const [element, value] of Object.entries({ sender, identifier }))
    if (value.length > LONGEST_NAME) throw noBulletin([{ element, rule: 'name-too-long', says: `at most ${LONGEST_NAME} characters` }]);
  return { sender, identifier, sent: capInstant(sent) ?? sent };
}

/** Messages that it refers to, itself left out: what it says of itself is no chain. */
function referred(alert: Alert): CapIdentity[] {
  return alert.references.flatMap(({ sender, identifier, sent }) => {
    const at = capInstant(sent);
    return at === undefined || identifier.length > LONGEST_NAME || sender.length > LONGEST_NAME ? [] : [{ sender, identifier, sent: at }];
  });
}

function knownAmong(all: readonly KnownOriginal[]): NonNullable<SourceMapping['known']> {
  const keyOf = ({ sender, identifier, sent }: Reference): string => JSON.stringify([sender, identifier, capInstant(sent)]);
  const byKey = new Map(all.map((one) => [keyOf(one), { first: one.first, hazard: one.hazard, eventId: one.eventId }]));
  return (reference) => byKey.get(keyOf(reference));
}
