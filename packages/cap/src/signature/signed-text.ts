import type { X509Certificate } from 'node:crypto';
import { findAncestorNs, type SignedXml } from 'xml-crypto';
import { ENVELOPED, methodOf, signedXml, XMLDSIG } from './algorithms.ts';
import { childOf, elementsOf } from './document.ts';
import { strictBase64 } from './strict-base64.ts';
import type { NotValid } from './verification.ts';

/**
 * The canonical text that a signature of the document covers, once algorithms, digest and value fit the certificate's key (core
 * validation: XML Signature 1.1, 3.2). The steps are the library's, their order is ours: its own `checkSignature` searches the
 * document by XPath in quadratic time, a minute for 50,000 elements side by side.
 */
export function signedText(root: Element, signature: Element, certificate: X509Certificate): string | NotValid {
  const checker = signedXml({});
  const info = childOf(signature, 'SignedInfo');
  try {
    checker.loadSignature(signature);
    const [reference] = checker.getReferences();
    if (reference === undefined || info === null) return tampered('Expected SignedInfo with a Reference; there is none');
    const unsupported = algorithmFault(checker, reference.digestAlgorithm, reference.transforms, certificate);
    if (unsupported !== null) return { verdict: 'unsupported', says: unsupported };

    const signedInfo = checker.getCanonXml([checker.canonicalizationAlgorithm ?? ''], info, {
      ancestorNamespaces: namespacesAbove(root, signature),
    });
    if (!fits(checker, signedInfo, signature, certificate)) return tampered('Expected the signature value of SignedInfo; it is another');
    const text = checker.getCanonXml(reference.transforms, root);
    const Hash = checker.HashAlgorithms[reference.digestAlgorithm];
    const digest = strictBase64(String(reference.digestValue))?.toString('base64');
    return Hash !== undefined && new Hash().getHash(text) === digest
      ? text
      : tampered('Expected the digest of the document; it is another');
  } catch (error) {
    return tampered(`Expected a signature of this document: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const tampered = (says: string): NotValid => ({ verdict: 'tampered', says });

/** Judged by what the library has loaded, since that is what it runs. */
function algorithmFault(checker: SignedXml, digest: string, transforms: readonly string[], certificate: X509Certificate): string | null {
  const method = methodOf(certificate.publicKey);
  if (method === null || checker.signatureAlgorithm !== method) {
    return `Expected ${method ?? 'an RSA or EC key'}; it is ${checker.signatureAlgorithm ?? 'none'}`;
  }
  const canonical = Object.keys(checker.CanonicalizationAlgorithms).filter((name) => name !== ENVELOPED);
  if (!canonical.includes(checker.canonicalizationAlgorithm ?? '')) {
    return `Expected a C14N of SignedInfo; it is ${checker.canonicalizationAlgorithm ?? 'none'}`;
  }
  if (!Object.keys(checker.HashAlgorithms).includes(digest)) return `Expected SHA-256; the digest is ${digest}`;
  const [first, ...others] = transforms;
  if (first === ENVELOPED && others.every((name) => canonical.includes(name))) return null;
  return `Expected the enveloped transform and C14N; there are ${transforms.join(', ')}`;
}

function fits(checker: SignedXml, signedInfo: string, signature: Element, certificate: X509Certificate): boolean {
  const Method = checker.SignatureAlgorithms[checker.signatureAlgorithm ?? ''];
  const value = strictBase64(childOf(signature, 'SignatureValue')?.textContent ?? '');
  if (Method === undefined || value === null) return false;
  return new Method().verifySignature(signedInfo, certificate.publicKey, value.toString('base64'));
}

/** What inclusive forms of SignedInfo take over from above it. */
function namespacesAbove(root: Element, signature: Element) {
  const place = elementsOf(root).indexOf(signature) + 1;
  return findAncestorNs(root.ownerDocument, `/*/*[${place}]/*[local-name()='SignedInfo' and namespace-uri()='${XMLDSIG}']`);
}
