import { X509Certificate } from 'node:crypto';
import { elementsOf, readAlertDocument, signaturesIn } from './document.ts';
import { isPinned, type Pin, sha256Of } from './pins.ts';
import { readShape } from './signature-shape.ts';
import { signedText } from './signed-text.ts';
import type { NotValid, Verification } from './verification.ts';
import { wrapping } from './wrapping.ts';

/** What a signature is judged by. */
export interface Trust {
  readonly pins: readonly Pin[];
  /** The moment at which a certificate of a pinned issuer must hold. */
  readonly at: Date;
}

const UNSIGNED: NotValid = { verdict: 'unsigned', says: 'Expected a Signature as child of alert; there is none' };

/**
 * Judges an alert's enveloped signature (CAP 1.2, 3.3.4.1; XML Signature 1.1). Valid only with one Reference to the whole document,
 * made by a certificate that is pinned for the very sender that the signed text names: KeyInfo alone proves nothing. With two
 * signatures each is judged over the document without those behind it; one that is valid suffices, else the last one speaks.
 */
export function verify(xml: string, trust: Trust): Verification {
  const read = readAlertDocument(xml);
  if ('verdict' in read) return read;
  const signatures = signaturesIn(read.document);
  const wrapped = wrapping(read, signatures);
  if (wrapped !== null) return wrapped;
  // From the last to the first: each is judged once those behind it are gone from the document.
  const judged = signatures.toReversed().map((signature) => {
    const verification = judge(read.root, signature, trust);
    read.root.removeChild(signature);
    return verification;
  });
  return judged.find((one) => one.verdict === 'valid') ?? judged[0] ?? UNSIGNED;
}

function judge(root: Element, signature: Element, { pins, at }: Trust): Verification {
  const certificate = readShape(signature);
  if (!(certificate instanceof X509Certificate)) return certificate;
  const signed = signedText(root, signature, certificate);
  if (typeof signed !== 'string') return signed;

  const sender = senderOf(signed);
  if (sender === null) return { verdict: 'malformed', says: 'Expected one sender in the signed alert; there is none, or several' };
  if (isPinned(certificate, sender, pins, at.getTime())) return { verdict: 'valid', signed, sender, certificate: sha256Of(certificate) };
  return { verdict: 'unknown-certificate', says: `Expected a certificate pinned for ${sender}; it is another` };
}

function senderOf(signed: string): string | null {
  const read = readAlertDocument(signed);
  if ('verdict' in read) return null;
  const senders = elementsOf(read.root).filter((one) => one.localName === 'sender' && one.namespaceURI === read.root.namespaceURI);
  return senders.length === 1 ? (senders[0]?.textContent ?? '').trim() : null;
}
