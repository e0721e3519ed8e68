import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import { xmlText } from '../xml-text.ts';

/** A new document. Characters that XML 1.0 cannot hold become U+FFFD: one bad text must not make a whole feed unreadable. */
export function newDocument(): XMLBuilder {
  return create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\uFFFD' });
}

/** Adds a child element with a text; a prefix is one that the root declares. */
export function add(parent: XMLBuilder, name: string, text: string, attributes: Readonly<Record<string, string>> = {}): void {
  addEmpty(parent, name, attributes).txt(xmlText(text));
}

/** Adds a child element without text and returns it. */
export function addEmpty(parent: XMLBuilder, name: string, attributes: Readonly<Record<string, string>> = {}): XMLBuilder {
  return parent.ele(name, Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, xmlText(value)])));
}
