import { createHash } from 'node:crypto';
import {
  type Alert,
  capInstant,
  type EmbeddedAlert,
  type FeedEntry,
  type FeedLink,
  type Finding,
  type ReadAlert,
  readCap,
  type ReadFeed,
  toXml,
} from '@loa/cap';
import type { CapIdentity } from '@loa/domain/ports';
import type { Instant } from '@loa/domain/time';

/** A message that a source shows. */
export interface ShownMessage {
  readonly kind: 'message';
  readonly item: string;
  readonly identity: CapIdentity;
  /** As it is submitted. */
  readonly document: Uint8Array;
  readonly findings: readonly Finding[];
}

/** Something that becomes no message. */
export interface ShownFault {
  readonly kind: 'fault';
  readonly item: string;
  readonly reason: string;
  readonly findings: readonly Finding[];
}

/** The address of a message. */
export interface ShownLink {
  readonly kind: 'link';
  readonly item: string;
  readonly url: string;
  readonly at: Instant | null;
}

export type Shown = ShownMessage | ShownFault | ShownLink;

/** Media types of a CAP message, the surest first; a link without a type may be one too. */
const TYPES: readonly (string | null)[] = [
  'application/cap+xml',
  'application/common-alerting-protocol+xml',
  'application/xml',
  'text/xml',
  null,
];

const hashOf = (...parts: readonly (string | null)[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** Everything that a document of a source shows. `origins`: where links may lead besides the origin of `url`, the document's own address. */
export function shownIn(
  { entries, strays }: ReadFeed,
  { url, origins }: { readonly url: string; readonly origins: readonly string[] },
): Shown[] {
  const allowed = [new URL(url).origin, ...origins];
  const shown = entries.flatMap((entry): Shown[] =>
    entry.alerts.length > 0
      ? entry.alerts.map((one, at) => embedded(one, 'entry', entry.id, entry.updated, String(at)))
      : linked(entry, url, allowed),
  );
  return [...shown, ...strays.map((one, at) => embedded(one, 'stray', String(at)))];
}

/** A message that stands alone, behind a link. `item`: what names the link. */
export function shownAt(document: Uint8Array, item: string): ShownMessage | ShownFault {
  const read = readCap(document);
  return read.kind === 'refused' ? faultOf(read, item) : messageOf(read, document);
}

/** `place`: where it stands; with what is wrong it names a message that has no name of its own. */
function embedded(read: EmbeddedAlert, ...place: readonly (string | null)[]): ShownMessage | ShownFault {
  return read.kind === 'refused' ? faultOf(read, hashOf(...place, read.reason, read.says)) : messageOf(read, standingAlone(read));
}

const faultOf = ({ reason, says }: { readonly reason: string; readonly says: string }, item: string): ShownFault => ({
  ...{ kind: 'fault', item, reason },
  findings: [{ element: '', rule: reason, says }],
});

function messageOf({ alert, findings }: ReadAlert, document: Uint8Array): ShownMessage {
  const identity = identityOf(alert);
  return { kind: 'message', item: hashOf('message', identity.sender, identity.identifier, identity.sent), identity, document, findings };
}

const identityOf = ({ sender, identifier, sent }: Alert): CapIdentity => ({ sender, identifier, sent: capInstant(sent) ?? sent });

/** The text of a message inside a feed, where it says the same without the feed around it; otherwise the message written anew, without its signature. */
function standingAlone({ alert, text }: ReadAlert): Uint8Array {
  const alone = readCap(text);
  const isSame = alone.kind === 'read' && JSON.stringify(alone.alert) === JSON.stringify(alert);
  return Buffer.from(isSame ? text : toXml(alert), 'utf8');
}

function linked(entry: FeedEntry, base: string, allowed: readonly string[]): Shown[] {
  const link = bestOf(entry.links);
  const fault = (reason: string, says: string, of: string): Shown[] => [
    { kind: 'fault', item: hashOf(reason, of, entry.updated), reason, findings: [{ element: 'link', rule: reason, says }] },
  ];
  if (link === undefined) return fault('link-missing', 'expected a link to a message, or the message; there is neither', entry.id ?? '');
  if (!URL.canParse(link.href, base)) return fault('link-unreadable', 'expected an address', link.href);
  const to = new URL(link.href, base);
  to.hash = '';
  if (!allowed.includes(to.origin)) {
    return fault('link-elsewhere', `expected a link to ${allowed.join(' or ')}; it leads to ${to.origin.slice(0, 200)}`, to.href);
  }
  return [{ kind: 'link', item: hashOf('link', to.href, entry.updated ?? entry.id), url: to.href, at: entry.updated }];
}

function bestOf(links: readonly FeedLink[]): FeedLink | undefined {
  const rankOf = ({ type }: FeedLink): number => TYPES.indexOf(type?.split(';', 1)[0]?.trim().toLowerCase() ?? null);
  return links.filter((one) => one.rel !== 'self' && rankOf(one) >= 0).toSorted((one, other) => rankOf(one) - rankOf(other))[0];
}
