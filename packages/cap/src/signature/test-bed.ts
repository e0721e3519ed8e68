import 'reflect-metadata';
import { X509CertificateGenerator, BasicConstraintsExtension, SubjectAlternativeNameExtension, type X509Certificate } from '@peculiar/x509';
import { createPrivateKey, KeyObject } from 'node:crypto';
import { ENVELOPED, EXCLUSIVE_C14N, methodOf, SHA256, signedXml } from './algorithms.ts';
import type { SigningKey } from './sign.ts';

export const SENDER = 'canh-bao@example.vn';
/** Inside the dates of every certificate made here, unless the test says otherwise. */
export const AT = new Date('2025-11-06T00:00:00Z');

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 };
const EC = { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' };

export interface Identity extends SigningKey {
  readonly keys: CryptoKeyPair;
  readonly x509: X509Certificate;
}

/** A new key with a certificate: self-signed, or by `issuer`. */
export async function anIdentity(
  kind: 'rsa' | 'ec',
  more: {
    readonly name?: string;
    readonly host?: string;
    readonly ca?: boolean;
    readonly issuer?: Identity;
    readonly notAfter?: Date;
  } = {},
): Promise<Identity> {
  const algorithm = kind === 'rsa' ? RSA : EC;
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const name = `CN=${more.name ?? 'Trung tâm thử nghiệm'}`;
  const x509 = await X509CertificateGenerator.create({
    subject: name,
    issuer: more.issuer?.x509.subject ?? name,
    notBefore: new Date('2025-01-01T00:00:00Z'),
    notAfter: more.notAfter ?? new Date('2027-01-01T00:00:00Z'),
    publicKey: keys.publicKey,
    signingKey: more.issuer?.keys.privateKey ?? keys.privateKey,
    signingAlgorithm: more.issuer?.keys.privateKey.algorithm.name === 'ECDSA' ? EC : algorithm,
    extensions: [
      new BasicConstraintsExtension(more.ca ?? false),
      ...(more.host === undefined ? [] : [new SubjectAlternativeNameExtension([{ type: 'dns', value: more.host }])]),
    ],
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key, certificate: x509.toString('pem'), keys, x509 };
}

/** One more signature over an alert with those it has, as a system makes that passes alerts on. */
export function countersign(xml: string, { key, certificate }: SigningKey): string {
  const signer = signedXml({
    privateKey: key,
    publicCert: certificate,
    signatureAlgorithm: methodOf(createPrivateKey(key)) ?? '',
    canonicalizationAlgorithm: EXCLUSIVE_C14N,
  });
  signer.addReference({ xpath: '/*', isEmptyUri: true, transforms: [ENVELOPED, EXCLUSIVE_C14N], digestAlgorithm: SHA256 });
  signer.computeSignature(xml, { prefix: 'ds' });
  return signer.getSignedXml();
}

/** An alert with everything that canonical forms treat: comments, CDATA, attributes' order, entities, empty elements, emoji. */
export const ALERT = `<?xml version="1.0" encoding="UTF-8"?>
<!-- trước gốc -->
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>urn:oid:2.49.0.1.704.0.2025.11.6.7.0.0.1</identifier>
  <sender>${SENDER}</sender>
  <sent>2025-11-06T07:00:00+07:00</sent>
  <status>Test</status>
  <msgType>Alert</msgType>
  <scope>Public</scope>
  <note></note>
  <info>
    <language>vi-VN</language>
    <category>Met</category>
    <event>Bão &amp; nước dâng <!-- trong --> 🌀</event>
    <urgency>Expected</urgency>
    <severity>Extreme</severity>
    <certainty>Likely</certainty>
    <description><![CDATA[Gió < cấp 15 & giật > cấp 17 "trên biển"]]></description>
  </info>
</alert>
`;
