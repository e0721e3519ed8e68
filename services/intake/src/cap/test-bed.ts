import 'reflect-metadata';
import { KeyObject } from 'node:crypto';
import { type Alert, type Info, type Reference, type SigningKey, toXml } from '@loa/cap';
import { type CapSource, capSource } from '@loa/domain/source';
import { X509CertificateGenerator } from '@peculiar/x509';

export const SENDER = 'dai@example.vn';
export const ABROAD = 'alerts@example.th';

/** One block: heavy rain over province 52 until the evening of 6 November 2025. */
const INFO: Info = {
  language: 'vi-VN',
  category: ['Met'],
  event: 'Mưa lớn',
  responseType: ['Prepare'],
  urgency: 'Future',
  severity: 'Severe',
  certainty: 'Likely',
  audience: null,
  eventCode: [{ valueName: 'OET:v1.2', value: 'OET-159' }],
  effective: null,
  onset: null,
  expires: '2025-11-06T20:00:00+07:00',
  senderName: null,
  headline: 'Mưa lớn',
  description: 'Mưa 200 mm trong ngày.',
  instruction: null,
  web: null,
  contact: null,
  parameter: [],
  resource: [],
  area: [
    { areaDesc: 'Gia Lai', polygon: [], circle: [], geocode: [{ valueName: 'VN-PROVINCE', value: '52' }], altitude: null, ceiling: null },
  ],
};

/** A message of {@link SENDER} with one block. */
export function aMessage(change: Partial<Alert> = {}, info: Partial<Info> = {}): Alert {
  return {
    identifier: 'tin-1',
    sender: SENDER,
    sent: '2025-11-06T05:00:00+07:00',
    status: 'Actual',
    msgType: 'Alert',
    source: null,
    scope: 'Public',
    restriction: null,
    addresses: [],
    code: [],
    note: null,
    references: [],
    incidents: [],
    info: [{ ...INFO, ...info }],
    ...change,
  };
}

export const xmlOf = (change: Partial<Alert> = {}, info: Partial<Info> = {}): string => toXml(aMessage(change, info));
export const referenceTo = ({ sender, identifier, sent }: Reference): Reference => ({ sender, identifier, sent });

/** A source from abroad: {@link ABROAD} speaks as `tmd`. */
export const aSource = (change: object = {}): CapSource =>
  capSource.parse({ id: 'tmd', issuer: 'tmd', senders: [ABROAD], country: 'TH', ...change });

/** A new key with a certificate that it signed itself. */
export async function aKey(): Promise<SigningKey> {
  const algorithm = { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=example',
    notBefore: new Date('2025-01-01T00:00:00Z'),
    notAfter: new Date('2027-01-01T00:00:00Z'),
    signingAlgorithm: algorithm,
    keys,
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key, certificate: certificate.toString('pem') };
}
