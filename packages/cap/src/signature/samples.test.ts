import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capSamples } from '../test-bed.ts';
import { pinCertificate, verify } from './index.ts';

const folder = capSamples();
const AT = new Date('2025-11-06T00:00:00Z');
const read = (path: string): string => readFileSync(join(folder ?? '', path), 'utf8');
/** Some samples were indented after signing: the text that was signed has no text of white space only. */
const dense = (xml: string): string => xml.replace(/>\s+</g, '><');
const element = (xml: string, name: string): string => new RegExp(`<(?:\\w+:)?${name}>([^<]*)<`).exec(xml)?.[1] ?? '';
const certificateIn = (xml: string): string => new X509Certificate(Buffer.from(element(xml, 'X509Certificate'), 'base64')).toString();
/** What a signature is worth to somebody who pinned the certificate of `from` for its sender. */
const judged = (xml: string, from = xml) => {
  const pin = pinCertificate(element(from, 'sender'), certificateIn(from));
  return verify(xml, { pins: [pin], at: AT });
};

describe.skipIf(folder === null)('signature samples', () => {
  const ipaws = (folder === null ? [] : readdirSync(join(folder, 'oasiscap'))).filter((name) => name.startsWith('ipaws-'));
  test.each(ipaws)('%s is valid for who pinned its certificate, and of an unknown one otherwise', (name) => {
    const xml = read(join('oasiscap', name));
    expect(judged(xml).verdict).toBe('valid');
    expect(verify(xml, { pins: [], at: AT }).verdict).toBe('unknown-certificate');
  });
  test('there are IPAWS samples', () => expect(ipaws.length).toBeGreaterThan(0));

  const wmo = (name: string): string => read(join('wmo-capvalidator', 'sc', name));
  test('the Seychelles alert is valid as it was signed, and tampered as it was indented later', () => {
    expect(judged(dense(wmo('valid.xml')))).toMatchObject({ verdict: 'valid', sender: element(wmo('valid.xml'), 'sender') });
    expect(judged(wmo('valid.xml')).verdict).toBe('tampered');
  });
  test.each(['invalid_digest.xml', 'invalid_signature.xml', 'invalid_certificate.xml'])(
    '%s, which differs in unused bits alone, is malformed whether indented or not',
    (name) => {
      expect(judged(wmo(name), wmo('valid.xml')).verdict).toBe('malformed-signature');
      expect(judged(dense(wmo(name)), wmo('valid.xml')).verdict).toBe('malformed-signature');
    },
  );
  test('the same alert without signature is unsigned, a schema in its place malformed', () => {
    expect(verify(wmo('no_signature.xml'), { pins: [], at: AT }).verdict).toBe('unsigned');
    expect(verify(wmo('invalid_schema.xml'), { pins: [], at: AT }).verdict).toBe('malformed');
  });
  test('a CAP 1.1 alert with RSA-SHA1 and no certificate is not accepted', () => {
    const { verdict } = verify(read('google-cap-library/earthquake_signed.cap'), { pins: [], at: AT });
    expect(verdict).toBe('unknown-certificate');
  });
  test('a document with a DTD is malformed', () => {
    expect(verify(read('google-cap-library/xee.cap'), { pins: [], at: AT }).verdict).toBe('malformed');
  });
});
