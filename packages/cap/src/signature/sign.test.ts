import { describe, expect, test } from 'vitest';
import { pinCertificate, sign, SignatureSetupError, verify } from './index.ts';
import { ALERT, anIdentity, AT, SENDER } from './test-bed.ts';

const rsa = await anIdentity('rsa');
const ec = await anIdentity('ec');
const code = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error instanceof SignatureSetupError ? error.code : error;
  }
};

describe.each([
  ['RSA', rsa, 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'],
  ['EC', ec, 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256'],
])('an alert signed with an %s key', (_, identity, method) => {
  const signed = sign(ALERT, identity);

  test('verifies against its pinned certificate, and the signed text is the alert without its signature', () => {
    const verification = verify(signed, { pins: [pinCertificate(SENDER, identity.certificate)], at: AT });
    expect(verification).toMatchObject({ verdict: 'valid', sender: SENDER });
    const text = verification.verdict === 'valid' ? verification.signed : '';
    expect(text).toMatch(/^<alert xmlns="urn:oasis:names:tc:emergency:cap:1\.2">\s*<identifier>/);
    expect(text).toContain('Gió &lt; cấp 15 &amp; giật &gt; cấp 17');
    expect(text).not.toContain('Signature');
  });

  test('carries the signature as the last child of alert, with one Reference to the whole document', () => {
    expect(signed).toMatch(/<\/ds:Signature><\/alert>\s*$/);
    expect(signed).toContain(`<ds:SignatureMethod Algorithm="${method}"/>`);
    expect(signed.match(/<ds:Reference URI=""/g)).toHaveLength(1);
    expect(signed).toContain('http://www.w3.org/2001/04/xmlenc#sha256');
  });

  test('is otherwise the text that was given', () => {
    const rest = signed.replace(/<ds:Signature .*<\/ds:Signature>/s, '');
    expect(rest.trim()).toBe(ALERT.replace('<note></note>', '<note/>').trim());
  });
});

test('the signature value of an EC key is r and s of 32 octets each, not ASN.1', () => {
  const value = /<ds:SignatureValue>([^<]*)</.exec(sign(ALERT, ec))?.[1] ?? '';
  expect(Buffer.from(value, 'base64')).toHaveLength(64);
});

describe('signing refuses', () => {
  test("another key's certificate", () => {
    expect(code(() => sign(ALERT, { key: rsa.key, certificate: ec.certificate }))).toBe('certificate-of-another-key');
  });
  test('a key or certificate that is none', () => {
    expect(code(() => sign(ALERT, { ...rsa, key: 'secret' }))).toBe('key-unreadable');
    expect(code(() => sign(ALERT, { ...rsa, certificate: 'certificate' }))).toBe('certificate-unreadable');
  });
  test('what is no alert, and what is signed already', () => {
    expect(code(() => sign('<bulletin/>', rsa))).toBe('not-an-alert');
    expect(code(() => sign('<!DOCTYPE alert><alert/>', rsa))).toBe('not-an-alert');
    expect(code(() => sign(sign(ALERT, rsa), ec))).toBe('already-signed');
  });
  test('a processing instruction before the root or inside it: verifiers do not agree on what is signed then', () => {
    const stylesheet = '<?xml-stylesheet type="text/xsl" href="https://example.vn/cap.xsl"?>';
    expect(code(() => sign(ALERT.replace('<alert ', `${stylesheet}<alert `), rsa))).toBe('instruction');
    expect(code(() => sign(ALERT.replace('<info>', '<info><?x y?>'), rsa))).toBe('instruction');
  });
});
