import { capInstant } from '../check/cap-time.ts';
import { quoted } from '../check/quoted.ts';
import type { Finding } from '../finding.ts';
import { decode } from './decode.ts';
import { alertsIn, feedElements, type FeedFormat } from './feed-elements.ts';
import { type EntryHead, entryHead } from './feed-entry.ts';
import { FEED_LIMITS, type ReadLimits } from './limits.ts';
import { type Notes, takeNotes } from './notes.ts';
import { alertIn, type ReadAlert } from './read-cap.ts';
import { type Refusal, refusal } from './refusal.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** A message inside a list. `text` is the message as it stands there: a document of its own only where it declares its namespaces. */
export type EmbeddedAlert = ReadAlert | Refusal;

export interface FeedEntry extends EntryHead {
  readonly alerts: readonly EmbeddedAlert[];
}

export interface ReadFeed extends EntryHead {
  readonly kind: 'read';
  /** `alerts`: messages without entries around them, or one message. */
  readonly format: FeedFormat;
  readonly entries: readonly FeedEntry[];
  /** Messages of Atom or RSS that stand in no entry: readers of the format pass them over; here they are kept, with a finding. */
  readonly strays: readonly EmbeddedAlert[];
  readonly findings: readonly Finding[];
}

/**
 * Reads a list of messages: Atom (RFC 4287), RSS 2.0 or 1.0, an element that holds `alert` elements, or one alert. Refuses what is
 * not well-formed, beyond the limits, or none of these. Never throws, never asks for anything outside the document.
 */
export function readFeed(document: Uint8Array | string, limits: Partial<ReadLimits> = {}): ReadFeed | Refusal {
  const bounds = { ...FEED_LIMITS, ...limits };
  const decoded = decode(document, bounds.maxBytes);
  if (decoded.kind === 'refused') return decoded;
  const parsed = parseXml(decoded.text, bounds);
  if (parsed.kind === 'refused') return parsed;
  const found = feedElements(parsed.root);
  if (found === undefined) return refusal('not-a-feed', `expected Atom, RSS or CAP alerts; the document is "${quoted(parsed.root.name)}"`);
  const notes = takeNotes();
  for (const { element, rule, says } of decoded.findings) notes.add(element, rule, says);
  const read = (alert: XmlElement): EmbeddedAlert => alertIn(alert, decoded.text.slice(alert.start, alert.end), takeNotes());
  const { format, head } = found;
  if (format === 'alerts') {
    const entries = found.entries.map((element) => entryOf(read(element)));
    return { kind: 'read', format, id: null, links: [], updated: null, title: null, entries, strays: [], findings: notes.all() };
  }
  const entries = found.entries.map((element, at) => ({
    ...entryHead(element, format, `entry[${at}]`, notes),
    alerts: alertsIn(element).map(read),
  }));
  const own = entryHead(head, format, '', notes);
  const strays = alertsIn(head, new Set(found.entries)).map(read);
  noteFaults(format, own, entries, notes);
  strays.forEach((_, at) => notes.add(`alert[${at}]`, 'alert-outside-entry', 'expected alerts inside entries; this one stands in none'));
  return { kind: 'read', format, ...own, entries, strays, findings: notes.all() };
}

/** A message without an entry, as one. */
function entryOf(read: EmbeddedAlert): FeedEntry {
  const alerts = [read];
  if (read.kind === 'refused') return { id: null, links: [], updated: null, title: null, alerts };
  const { identifier, sent, info } = read.alert;
  return {
    id: identifier || null,
    links: [],
    updated: capInstant(sent) ?? null,
    title: info[0]?.headline ?? info[0]?.event ?? null,
    alerts,
  };
}

/** What readers of alert feeds cannot do without (RFC 4287, section 4.1; RSS 2.0; Google's feed checker). */
function noteFaults(format: FeedFormat, feed: EntryHead, entries: readonly FeedEntry[], notes: Notes): void {
  if (format === 'atom' && feed.id === null)
    notes.add('id', 'id-missing', 'expected the id of the feed; there is none (RFC 4287, section 4.1.1)');
  const seen = new Set<string>();
  entries.forEach(({ id, links, title, alerts }, at) => {
    const path = `entry[${at}]`;
    if (format === 'atom' && id === null)
      notes.add(`${path}.id`, 'id-missing', 'expected the id of the entry; there is none (RFC 4287, section 4.1.2)');
    if (links.length === 0 && alerts.length === 0)
      notes.add(`${path}.link`, 'link-missing', 'expected a link to the alert, or the alert; there is neither');
    if (format === 'rss' && title === null) notes.add(`${path}.title`, 'title-missing', 'expected a title; there is none');
    if (id !== null && seen.has(id)) notes.add(`${path}.id`, 'id-repeated', `expected an id of its own; ${quoted(id)} stands before`);
    if (id !== null) seen.add(id);
  });
}
