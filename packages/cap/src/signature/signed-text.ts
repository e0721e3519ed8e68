import type { X509Certificate } from 'node:crypto';
import type { SignedXml } from 'xml-crypto';
import { ENVELOPED, methodOf, signedXml } from './algorithms.ts';
import type { NotValid } from './verification.ts';

/** The canonical text that a signature of the document covers, once algorithms, digest and value fit the certificate's key. */
export function signedText(xml: string, signature: Element, certificate: X509Certificate): string | NotValid {
  const checker = signedXml({ publicCert: certificate.toString() });
  try {
    checker.loadSignature(signature);
    const unsupported = algorithmFault(checker, certificate);
    if (unsupported !== null) return { verdict: 'unsupported', says: unsupported };
    const intact = checker.checkSignature(xml);
    const [text, ...more] = checker.getSignedReferences();
    if (intact && text !== undefined && more.length === 0) return text;
    return { verdict: 'tampered', says: 'Expected the digest of the document; it is another' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { verdict: 'tampered', says: `Expected a signature of this document: ${why}` };
  }
}

/** Judged by what the library has loaded, since that is what it runs. */
function algorithmFault(checker: SignedXml, certificate: X509Certificate): string | null {
  const method = methodOf(certificate.publicKey);
  if (method === null || checker.signatureAlgorithm !== method) {
    return `Expected ${method ?? 'an RSA or EC key'}; it is ${checker.signatureAlgorithm ?? 'none'}`;
  }
  const canonical = Object.keys(checker.CanonicalizationAlgorithms).filter((name) => name !== ENVELOPED);
  if (!canonical.includes(checker.canonicalizationAlgorithm ?? '')) {
    return `Expected a C14N of SignedInfo; it is ${checker.canonicalizationAlgorithm ?? 'none'}`;
  }
  const [reference] = checker.getReferences();
  if (!Object.keys(checker.HashAlgorithms).includes(reference?.digestAlgorithm ?? '')) {
    return `Expected SHA-256; the digest is ${reference?.digestAlgorithm ?? 'missing'}`;
  }
  const [first, ...others] = reference?.transforms ?? [];
  if (first === ENVELOPED && others.every((name) => canonical.includes(name))) return null;
  return `Expected the enveloped transform and C14N; there are ${[first, ...others].join(', ')}`;
}
