import { quoted } from '../check/quoted.ts';
import type { Notes } from './notes.ts';
import { REPEATED, versionOf, XMLDSIG } from './versions.ts';
import { childrenOf, textOf, type XmlElement } from './xml.ts';

/** A child with its path below the message. */
export interface Member {
  readonly element: XmlElement;
  readonly path: string;
}

/** The children of one element, by name. */
export interface Fields {
  readonly path: string;
  /** Text of an element that must be there; empty where it is absent or empty. */
  readonly text: (name: string) => string;
  /** Text of an element that may be absent; an empty one counts as absent, and is noted. */
  readonly optional: (name: string) => string | null;
  /** Texts of a repeated element with their paths, the empty ones left out and noted. */
  readonly texts: (name: string) => { readonly text: string; readonly path: string }[];
  readonly members: (name: string) => readonly Member[];
}

/**
 * Sorts an element's children by name and notes what the schema would refuse: another order, a second one where one may stand,
 * names that CAP does not know, and text or attributes that have no place. Nothing of it is lost without a note.
 */
export function fieldsOf(element: XmlElement, order: readonly string[], path: string, notes: Notes): Fields {
  const byName = sorted(element, order, path, notes);
  const plain = (member: Member): string => plainText(member, notes);
  const single = (name: string): Member | undefined =>
    byName.get(name)?.find(({ element: one }) => textOf(one) !== '') ?? byName.get(name)?.[0];
  return {
    path,
    text: (name) => {
      const member = single(name);
      return member === undefined ? '' : plain(member);
    },
    optional: (name) => {
      const member = single(name);
      return member === undefined ? null : filled(member, plain(member), notes);
    },
    texts: (name) =>
      (byName.get(name) ?? []).flatMap((member) => {
        const text = filled(member, plain(member), notes);
        return text === null ? [] : [{ text, path: member.path }];
      }),
    members: (name) => byName.get(name) ?? [],
  };
}

/** A path of a child. */
export const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** The text of an element that should hold text alone. */
export function plainText({ element, path }: Member, notes: Notes): string {
  if (childrenOf(element).length > 0) notes.add(path, 'markup-in-text', `expected text; elements stand inside: ${namesIn(element)}`);
  return textOf(element);
}

function filled({ path }: Member, text: string, notes: Notes): string | null {
  if (text !== '') return text;
  notes.add(path, 'empty-element', 'expected text or no element; it is empty (CAP 3.2)');
  return null;
}

function sorted(element: XmlElement, order: readonly string[], path: string, notes: Notes): Map<string, Member[]> {
  const byName = new Map<string, Member[]>();
  let last = '';
  for (const one of element.content) {
    if (typeof one === 'string') {
      if (one.trim() !== '') notes.add(path, 'text-between-elements', `text has no place here: ${quoted(one)}`);
      continue;
    }
    if (one.namespace === XMLDSIG && path === '') continue;
    const known = order.includes(one.name) && (one.namespace === '' || versionOf(one.namespace) !== undefined);
    const same = byName.get(one.name) ?? [];
    const at = below(path, known && REPEATED.has(one.name) ? `${one.name}[${same.length}]` : quoted(one.name));
    if (!known) {
      notes.add(at, 'unknown-element', `CAP has no such element here${contentOf(one)}`);
      continue;
    }
    if (one.namespace !== element.namespace)
      notes.add(at, 'other-namespace', 'expected the namespace of the message; it is another (schema)');
    if (order.indexOf(one.name) < order.indexOf(last))
      notes.add(at, 'out-of-order', `expected before ${last}; it stands behind it (schema)`);
    else last = one.name;
    if (same.length > 0 && !REPEATED.has(one.name)) notes.add(at, 'repeated', `expected once; it stands again${contentOf(one)}`);
    noteAttributes(one, at, notes);
    same.push({ element: one, path: at });
    byName.set(one.name, same);
  }
  return byName;
}

function noteAttributes({ attributes }: XmlElement, path: string, notes: Notes): void {
  const foreign = [...attributes].filter(([name]) => !/^(xsi|xml):/.test(name));
  for (const [name, value] of foreign) notes.add(path, 'unknown-attribute', `CAP has no attributes: ${quoted(name)}="${quoted(value)}"`);
}

/** What is read past, for the person who reads the finding; a password of CAP 1.0 is nobody's business. */
function contentOf(element: XmlElement): string {
  const text = textOf(element);
  return text === '' || element.name === 'password' ? '' : `: ${quoted(text)}`;
}

const namesIn = (element: XmlElement): string => quoted([...new Set(childrenOf(element).map((one) => one.name))].join(', '));
