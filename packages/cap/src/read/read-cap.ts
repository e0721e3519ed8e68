import type { Alert } from '../alert.ts';
import { capInstant } from '../check/cap-time.ts';
import { check } from '../check/check.ts';
import { quoted } from '../check/quoted.ts';
import type { Finding } from '../finding.ts';
import { alertOf } from './alert-of.ts';
import { decode } from './decode.ts';
import { MESSAGE_LIMITS, type ReadLimits } from './limits.ts';
import { type Notes, takeNotes } from './notes.ts';
import { type Refusal, refusal } from './refusal.ts';
import { type CapVersion, versionOf } from './versions.ts';
import { parseXml, type XmlElement } from './xml.ts';

export interface ReadAlert {
  readonly kind: 'read';
  readonly alert: Alert;
  readonly version: CapVersion;
  /** What is odd in its form, and every rule for reading that it breaks. */
  readonly findings: readonly Finding[];
  /** The document as text, for the check of its signature. */
  readonly text: string;
}

/**
 * Reads a CAP message of version 1.0, 1.1 or 1.2, liberally: withheld is only what is not well-formed or beyond the limits, has
 * no sender or no readable `sent`. Never throws, never asks for anything outside the document.
 */
export function readCap(document: Uint8Array | string, limits: Partial<ReadLimits> = {}): ReadAlert | Refusal {
  const bounds = { ...MESSAGE_LIMITS, ...limits };
  const decoded = decode(document, bounds.maxBytes);
  if (decoded.kind === 'refused') return decoded;
  const parsed = parseXml(decoded.text, bounds);
  if (parsed.kind === 'refused') return parsed;
  const notes = takeNotes();
  for (const { element, rule, says } of decoded.findings) notes.add(element, rule, says);
  return alertIn(parsed.root, decoded.text, notes);
}

/** Reads an `alert` element; `text`: the document that holds it, or it alone. */
export function alertIn(element: XmlElement, text: string, notes: Notes): ReadAlert | Refusal {
  if (element.name !== 'alert') return refusal('not-cap', `expected a CAP alert; the document is "${quoted(element.name)}"`);
  const version = versionOf(element.namespace);
  if (version === undefined && element.namespace !== '')
    return refusal('not-cap', `expected an alert of CAP 1.0, 1.1 or 1.2; its namespace is ${quoted(element.namespace)}`);
  if (version === undefined) notes.add('', 'no-namespace', 'expected the namespace of CAP 1.2; there is none, read as 1.2');
  const alert = alertOf(element, version ?? '1.2', notes);
  if (alert.sender === '') return refusal('no-sender', 'the alert has no sender, so nobody answers for it');
  if (capInstant(alert.sent) === undefined)
    return refusal('unreadable-sent', `expected the time of sending with its offset; sent is "${quoted(alert.sent)}"`);
  return { kind: 'read', alert, version: version ?? '1.2', findings: notes.all(check(alert)), text };
}
