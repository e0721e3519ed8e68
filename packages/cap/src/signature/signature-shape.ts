import { X509Certificate } from 'node:crypto';
import { elementsOf } from './document.ts';
import { XMLDSIG } from './algorithms.ts';
import { strictBase64 } from './strict-base64.ts';
import type { NotValid } from './verification.ts';

/** Children of the elements of a signature, in order. Neither Object nor a second Reference nor a parameter of an algorithm. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  Signature: /^SignedInfo SignatureValue( KeyInfo)?$/,
  SignedInfo: /^CanonicalizationMethod SignatureMethod Reference$/,
  Reference: /^Transforms DigestMethod DigestValue$/,
  Transforms: /^Transform( Transform)*$/,
  CanonicalizationMethod: /^$/,
  SignatureMethod: /^$/,
  Transform: /^$/,
  DigestMethod: /^$/,
  DigestValue: /^$/,
  SignatureValue: /^$/,
  X509Certificate: /^$/,
};
/** A chain of certificates has room. */
const MOST_ELEMENTS = 50;
const BINARY = ['DigestValue', 'SignatureValue', 'X509Certificate'];

/**
 * The certificate that a signature brings along (the first one, where there is a chain), or what keeps the signature from being
 * looked at. Strict, since a library that searches by name can be shown one element while it judges by another.
 */
export function readShape(signature: Element): X509Certificate | NotValid {
  const elements = [signature, ...Array.from(signature.getElementsByTagName('*'))];
  if (elements.length > MOST_ELEMENTS) return { verdict: 'unsupported', says: `Expected at most ${MOST_ELEMENTS} elements in Signature` };
  for (const element of elements) {
    const fault = faultOf(element);
    if (fault !== null) return fault;
  }
  const certificate = elements.find((one) => one.localName === 'X509Certificate' && one.namespaceURI === XMLDSIG);
  if (certificate === undefined) return { verdict: 'unknown-certificate', says: 'Expected a certificate in KeyInfo; there is none' };
  try {
    return new X509Certificate(strictBase64(certificate.textContent) ?? Buffer.alloc(0));
  } catch {
    return { verdict: 'malformed-signature', says: 'Expected a DER certificate in X509Certificate; it is unreadable' };
  }
}

function faultOf(element: Element): NotValid | null {
  const name = element.localName;
  const odd = Array.from(element.childNodes).find((node) => node.nodeType !== node.ELEMENT_NODE && node.nodeType !== node.TEXT_NODE);
  if (odd !== undefined) return { verdict: 'malformed-signature', says: `Expected elements and text in ${name}; there is ${odd.nodeName}` };
  const children = elementsOf(element).map((child) => (child.namespaceURI === XMLDSIG ? child.localName : child.tagName));
  const shape = SHAPES[name];
  if (shape !== undefined && !shape.test(children.join(' '))) {
    return { verdict: 'unsupported', says: `Expected ${shape.source} in ${name}; there is "${children.join(' ')}"` };
  }
  if (BINARY.includes(name) && strictBase64(element.textContent) === null) {
    return { verdict: 'malformed-signature', says: `Expected canonical base64 in ${name}; it is not` };
  }
  if (name === 'Reference' && element.getAttribute('URI') !== '') {
    const uri = element.getAttribute('URI');
    return { verdict: 'wrapped', says: `Expected a Reference to the whole document (URI=""); it names "${uri ?? ''}"` };
  }
  return null;
}
