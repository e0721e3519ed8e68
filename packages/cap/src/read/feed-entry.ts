import type { Instant } from '@loa/domain/time';
import { capInstant } from '../check/cap-time.ts';
import { quoted } from '../check/quoted.ts';
import type { FeedFormat } from './feed-elements.ts';
import type { Notes } from './notes.ts';
import { childrenOf, textOf, type XmlElement } from './xml.ts';

export interface FeedLink {
  /** As written: it may be relative to the address of the feed. */
  readonly href: string;
  /** `alternate` where an Atom link names none (RFC 4287, section 4.2.7.2) and for RSS `link`; `enclosure` for RSS `enclosure`. */
  readonly rel: string;
  readonly type: string | null;
}

/** What an entry says of itself. */
export interface EntryHead {
  /** Atom `id`, RSS `guid`, RSS 1.0 `rdf:about`; null where there is none. */
  readonly id: string | null;
  readonly links: readonly FeedLink[];
  /** Atom `updated`, RSS `pubDate` or `dc:date`; null where there is none that can be read. */
  readonly updated: Instant | null;
  readonly title: string | null;
}

const ATOM = 'http://www.w3.org/2005/Atom';
const RSS_DATE = /^(?:[a-z]{3,9},?\s+)?\d{1,2}\s+[a-z]{3,9}\s+\d{2,4}\s+\d{1,2}:\d\d(?::\d\d)?\s+(?:[a-z]{1,5}|[+-]\d{4})$/i;

/** Reads the head of an Atom or RSS entry, or of the feed itself. */
export function entryHead(element: XmlElement, format: FeedFormat, path: string, notes: Notes): EntryHead {
  const own = (name: string) => childrenOf(element).filter((one) => one.name === name && one.namespace === element.namespace);
  const first = (name: string) =>
    own(name)
      .map(textOf)
      .find((text) => text !== '') ?? null;
  const title = first('title');
  if (format === 'atom') return { id: first('id'), links: atomLinks(own('link')), updated: timeOf(first('updated'), path, notes), title };
  const atom = childrenOf(element).filter((one) => one.name === 'link' && one.namespace === ATOM);
  const guid = own('guid').find((one) => textOf(one) !== '');
  const id = guid === undefined ? (element.attributes.get('rdf:about') ?? null) : textOf(guid);
  const addresses = own('link')
    .map(textOf)
    .filter((href) => href !== '');
  // RSS 2.0: a guid is an address unless it says that it is none; many that are none do not say so.
  const permanent =
    guid !== undefined && guid.attributes.get('isPermaLink') !== 'false' && /^https?:/i.test(textOf(guid)) ? [textOf(guid)] : [];
  const links = [
    ...(addresses.length > 0 ? addresses : permanent).map((href) => ({ href, rel: 'alternate', type: null })),
    ...own('enclosure').flatMap(({ attributes }) => linkTo(attributes.get('url'), 'enclosure', attributes.get('type'))),
    ...atomLinks(atom),
  ];
  const date =
    first('pubDate') ??
    first('lastBuildDate') ??
    childrenOf(element)
      .filter((one) => one.name === 'date')
      .map(textOf)[0] ??
    null;
  return { id, links, updated: timeOf(date, path, notes), title };
}

function atomLinks(elements: readonly XmlElement[]): FeedLink[] {
  return elements.flatMap(({ attributes }) => linkTo(attributes.get('href'), attributes.get('rel') ?? 'alternate', attributes.get('type')));
}

function linkTo(href: string | undefined, rel: string, type: string | undefined): FeedLink[] {
  const address = href?.trim() ?? '';
  return address === '' ? [] : [{ href: address, rel, type: type ?? null }];
}

/** RFC 3339 or RFC 822, as either format may hold the other's. */
function timeOf(text: string | null, path: string, notes: Notes): Instant | null {
  if (text === null) return null;
  const at = RSS_DATE.test(text) ? Date.parse(text) : Number.NaN;
  const instant = capInstant(text) ?? (Number.isNaN(at) ? null : new Date(at).toISOString());
  if (instant === null) notes.add(path, 'time-unreadable', `expected a time of RFC 3339 or RFC 822; it is ${quoted(text)}`);
  return instant;
}
