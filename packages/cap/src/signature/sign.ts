import { createPrivateKey, type KeyObject } from 'node:crypto';
import { ENVELOPED, EXCLUSIVE_C14N, methodOf, SHA256, signedXml } from './algorithms.ts';
import { holdsInstruction, readAlertDocument, signaturesIn } from './document.ts';
import { readCertificate } from './pins.ts';
import { SignatureSetupError } from './setup-error.ts';

/** What an alert is signed with. */
export interface SigningKey {
  /** Private key, PEM: RSA, or EC over a NIST curve. */
  readonly key: string;
  /** Its certificate, PEM: it travels in the signature's KeyInfo. */
  readonly certificate: string;
}

/**
 * The alert with an enveloped XML signature as its last child (CAP 1.2, 3.3.4.1): RSA-SHA256 or ECDSA-SHA256 by the key's kind, one
 * Reference to the whole document, SHA-256. Canonical form is exclusive, as IPAWS signs: every verifier knows it, C14N 1.1 many do
 * not. Nothing may be reformatted afterwards. Throws {@link SignatureSetupError}.
 */
export function sign(xml: string, { key, certificate }: SigningKey): string {
  const privateKey = readKey(key);
  const method = methodOf(privateKey);
  if (method === null) throw new SignatureSetupError('key-unsupported', 'The signing key is neither RSA nor EC');
  const published = readCertificate(certificate);
  if (!published.checkPrivateKey(privateKey)) {
    throw new SignatureSetupError('certificate-of-another-key', 'The certificate does not belong to the signing key');
  }
  const read = readAlertDocument(xml);
  if ('verdict' in read) throw new SignatureSetupError('not-an-alert', read.says);
  if (signaturesIn(read.document).length > 0) throw new SignatureSetupError('already-signed', 'The alert carries a signature already');

  // A verifier that goes by the letter takes one before the root as signed, others do not, and the library shows one inside as text.
  if (holdsInstruction(read.document)) throw new SignatureSetupError('instruction', 'The document holds a processing instruction');
  const signer = signedXml({
    privateKey: key,
    publicCert: published.toString(),
    signatureAlgorithm: method,
    canonicalizationAlgorithm: EXCLUSIVE_C14N,
  });
  signer.addReference({ xpath: '/*', isEmptyUri: true, transforms: [ENVELOPED, EXCLUSIVE_C14N], digestAlgorithm: SHA256 });
  signer.computeSignature(xml, { prefix: 'ds' });
  return signer.getSignedXml();
}

function readKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new SignatureSetupError('key-unreadable', 'The signing key could not be read: expected an unencrypted PEM private key', {
      cause,
    });
  }
}
