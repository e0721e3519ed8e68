import { SaxesParser } from 'saxes';
import { quoted } from '../check/quoted.ts';
import type { ReadLimits } from './limits.ts';
import { type Refusal, type RefusalReason, refusal } from './refusal.ts';

export interface XmlElement {
  /** Local name. */
  readonly name: string;
  /** Namespace; empty where there is none. */
  readonly namespace: string;
  /** By name as written, namespace declarations left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly content: readonly (string | XmlElement)[];
  /** Offsets in the text: of its `<`, and after its last `>`. */
  readonly start: number;
  readonly end: number;
}

const NONE: ReadonlyMap<string, string> = new Map();

interface Open {
  name: string;
  namespace: string;
  attributes: ReadonlyMap<string, string>;
  content: (string | XmlElement)[];
  start: number;
  end: number;
}

class Stop extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason, says: string) {
    super(says);
    this.reason = reason;
  }
}

/** Without a prototype: saxes looks names up along it, so `&constructor;` would pass for a known entity. */
const ENTITIES: Record<string, string> = { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" };
Object.setPrototypeOf(ENTITIES, null);

/**
 * Parses a document within limits; whatever exceeds them ends the parsing where it stands. A document type declaration is
 * refused, so no entity but XML's own five is known, nothing is expanded and nothing outside is asked for.
 */
export function parseXml(text: string, limits: ReadLimits): { readonly kind: 'parsed'; readonly root: XmlElement } | Refusal {
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  let attributes = 0;
  const parser = new SaxesParser({ xmlns: true });
  parser.ENTITIES = ENTITIES;
  const take = (content: string) => {
    if (content !== '') open.at(-1)?.content.push(content);
  };
  parser.on('doctype', () => {
    throw new Stop('doctype', 'the document has a document type declaration (DTD); none is taken');
  });
  parser.on('opentagstart', () => {
    attributes = 0;
    elements += 1;
    if (elements > limits.maxElements) throw new Stop('too-many-elements', `more than ${limits.maxElements} elements`);
    if (open.length >= limits.maxDepth) throw new Stop('too-deep', `elements stand more than ${limits.maxDepth} deep in one another`);
    const start = text.lastIndexOf('<', parser.position - 1);
    open.push({ name: '', namespace: '', attributes: NONE, content: [], start, end: start });
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > limits.maxAttributes)
      throw new Stop('too-many-attributes', `an element has more than ${limits.maxAttributes} attributes`);
  });
  parser.on('opentag', (tag) => {
    const element = open.at(-1);
    if (element === undefined) return;
    element.name = tag.local;
    element.namespace = tag.uri;
    const own = Object.values(tag.attributes).filter(({ name, prefix }) => prefix !== 'xmlns' && name !== 'xmlns');
    if (own.length > 0) element.attributes = new Map(own.map(({ name, value }) => [name, value]));
  });
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element === undefined) return;
    element.end = parser.position;
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.content.push(element);
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof Stop) return refusal(error.reason, error.message);
    return refusal('not-well-formed', `not well-formed XML at ${quoted(error instanceof Error ? error.message : String(error))}`);
  }
  return root === undefined ? refusal('not-well-formed', 'the document has no element') : { kind: 'parsed', root };
}

/** Element children, in order. */
export const childrenOf = (element: XmlElement): XmlElement[] => element.content.filter((one) => typeof one !== 'string');

/** All text below an element, trimmed: white space at the ends is the document's layout. */
export function textOf(element: XmlElement): string {
  return whole(element).trim();
}

function whole(element: XmlElement): string {
  return element.content.map((one) => (typeof one === 'string' ? one : whole(one))).join('');
}
