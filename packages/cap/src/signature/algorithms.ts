import { type KeyObject, sign, verify } from 'node:crypto';
import {
  C14nCanonicalization,
  createOptionalCallbackFunction,
  ExclusiveCanonicalization,
  type SignatureAlgorithm,
  SignedXml,
} from 'xml-crypto';

/** XML Signature 1.1, namespace and identifiers: https://www.w3.org/TR/xmldsig-core1/#sec-AlgID */
export const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#';
export const ENVELOPED = `${XMLDSIG}enveloped-signature`;
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const ECDSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
const C14N_10 = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const C14N_11 = 'http://www.w3.org/2006/12/xml-c14n11';

/** The signature method that goes with a key; null where there is none. */
export function methodOf(key: KeyObject): string | null {
  if (key.asymmetricKeyType === 'rsa') return RSA_SHA256;
  return key.asymmetricKeyType === 'ec' ? ECDSA_SHA256 : null;
}

/** The signature's value is r and s, one behind the other, not ASN.1 (XML Signature 1.1, 6.4.3). */
class EcdsaSha256 implements SignatureAlgorithm {
  getAlgorithmName = () => ECDSA_SHA256;
  getSignature = createOptionalCallbackFunction((signedInfo: string, key: string) =>
    sign('sha256', Buffer.from(signedInfo), { key, dsaEncoding: 'ieee-p1363' }).toString('base64'),
  );
  verifySignature = createOptionalCallbackFunction((signedInfo: string, key: KeyObject, value: string) =>
    verify('sha256', Buffer.from(signedInfo), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(value, 'base64')),
  );
}

/**
 * C14N 1.1 differs from 1.0 only in how `xml:*` attributes of ancestors outside the signed part are taken over. Here the whole
 * document is signed, so the octets are equal (https://www.w3.org/TR/xml-c14n11/, 2.4).
 */
class C14n11 extends C14nCanonicalization {
  override getAlgorithmName() {
    return C14N_11;
  }
}
/**
 * A signer or verifier that knows nothing but what Loa accepts: no SHA-1, no HMAC. The forms with comments do the same as those
 * without: a Reference to the whole document leaves comments out (XML Signature 1.1, 4.4.3.3), and a SignedInfo with one is refused.
 */
export function signedXml(options: ConstructorParameters<typeof SignedXml>[0]): SignedXml {
  const made = new SignedXml(options);
  const only = <T extends object>(table: Record<string, T>, keep: readonly string[]) =>
    Object.fromEntries(Object.entries(table).filter(([name]) => keep.includes(name)));
  made.HashAlgorithms = only(made.HashAlgorithms, [SHA256]);
  made.SignatureAlgorithms = { ...only(made.SignatureAlgorithms, [RSA_SHA256]), [ECDSA_SHA256]: EcdsaSha256 };
  const canonical = { [C14N_10]: C14nCanonicalization, [C14N_11]: C14n11, [EXCLUSIVE_C14N]: ExclusiveCanonicalization };
  made.CanonicalizationAlgorithms = {
    ...only(made.CanonicalizationAlgorithms, [ENVELOPED]),
    ...canonical,
    ...Object.fromEntries(Object.entries(canonical).map(([name, form]) => [withComments(name), form])),
  };
  return made;
}

function withComments(name: string): string {
  return name.endsWith('#') ? `${name}WithComments` : `${name}#WithComments`;
}
