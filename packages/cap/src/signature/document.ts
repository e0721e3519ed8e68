import { DOMParser } from '@xmldom/xmldom';
import { XMLDSIG } from './algorithms.ts';
import type { NotValid } from './verification.ts';

/** A parsed document with an alert at its root, of whatever CAP version. */
export interface AlertDocument {
  readonly document: Document;
  readonly root: Element;
}

/**
 * Parses a document that a guard has found well-formed and bounded in size and depth: xmldom repairs what is not, so that here only
 * what it would warn of ends the reading. A DOCTYPE is refused on sight, also inside a comment, where no alert needs the word.
 */
export function readAlertDocument(xml: string): AlertDocument | NotValid {
  if (/<!DOCTYPE/i.test(xml)) return { verdict: 'malformed', says: 'Expected no DOCTYPE; there is one' };
  const stop = (message: unknown): never => {
    throw new SyntaxError(String(message));
  };
  try {
    const document = new DOMParser({ errorHandler: { warning: stop, error: stop, fatalError: stop } }).parseFromString(xml, 'text/xml');
    const roots = elementsOf(document);
    const [root] = roots;
    if (root === undefined || roots.length > 1)
      return { verdict: 'malformed', says: `Expected one root element; there are ${roots.length}` };
    if (root.localName !== 'alert') return { verdict: 'malformed', says: `Expected an alert at the root; it is ${root.tagName}` };
    return { document, root };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { verdict: 'malformed', says: `Expected well-formed XML: ${why.split('\n', 1).join()}` };
  }
}

/** Every XML signature of a document, wherever it stands. */
export function signaturesIn(document: Document): Element[] {
  return Array.from(document.getElementsByTagNameNS(XMLDSIG, 'Signature'));
}

/** The child elements, in order. */
export function elementsOf(node: Node): Element[] {
  return Array.from(node.childNodes).filter((child) => isElement(child));
}

/** The only XML signature child of that name; null where there is none, or several. */
export function childOf(parent: Element, name: string): Element | null {
  const found = elementsOf(parent).filter((child) => child.namespaceURI === XMLDSIG && child.localName === name);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Is there a processing instruction in the document or element, at any depth? The XML declaration is none. */
export function holdsInstruction(within: Document | Element): boolean {
  const parents: Node[] = [within, ...Array.from(within.getElementsByTagName('*'))];
  const isInstruction = (node: Node) => node.nodeType === node.PROCESSING_INSTRUCTION_NODE && node.nodeName !== 'xml';
  return parents.some((parent) => Array.from(parent.childNodes).some(isInstruction));
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE;
}
