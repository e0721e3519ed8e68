import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { pinCertificate, pinIssuer, sign, SignatureSetupError, verify } from './index.ts';
import { ALERT, anIdentity, AT, countersign, SENDER } from './test-bed.ts';

const rsa = await anIdentity('rsa');
const ec = await anIdentity('ec');
const stranger = await anIdentity('rsa');
const pins = [pinCertificate(SENDER, rsa.certificate), pinCertificate(SENDER, ec.certificate)];
const verdict = (xml: string, trusted = pins) => verify(xml, { pins: trusted, at: AT }).verdict;

const signed = sign(ALERT, rsa);
const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(signed)?.[0] ?? '';
/** The signed document changed in one place that must exist. */
const change = (from: string | RegExp, to: string, xml = signed): string => {
  const changed = xml.replace(from, to);
  expect(changed).not.toBe(xml);
  return changed;
};

describe('a document changed after signing is tampered', () => {
  test.each([
    ['in a letter', change('<severity>Extreme', '<severity>Minor')],
    ['by an element more', change('</info>', '<responseType>AllClear</responseType></info>')],
    ['by an attribute', change('<info>', '<info urgent="no">')],
    ['in its white space', change('<status>', '<status> ')],
    ['by another digest', change(/<ds:DigestValue>[^<]*/, `<ds:DigestValue>${Buffer.alloc(32, 7).toString('base64')}`)],
    ['by another value', change(/<ds:SignatureValue>[^<]*/, `<ds:SignatureValue>${Buffer.alloc(256, 7).toString('base64')}`)],
    ["by somebody else's certificate", change(/<ds:X509Certificate>[^<]*/, `<ds:X509Certificate>${stranger.x509.toString('base64')}`)],
    ['by a value of three octets', change(/(<ds:SignatureValue>)[^<]*/, '$1AAAA')],
  ])('%s', (_, xml) => expect(verdict(xml)).toBe('tampered'));

  test('but not in what lies outside of what is signed, or is no content', () => {
    expect(verdict(change('<alert ', '<?xml-stylesheet type="text/xsl" href="cap.xsl"?><alert '))).toBe('valid');
    expect(verdict(change('<!-- trong -->', ''))).toBe('valid');
    expect(verdict(change('"http://www.w3.org/2000/09/xmldsig#"', "'http://www.w3.org/2000/09/xmldsig#'"))).toBe('valid');
  });
});

describe('what is read of a valid document is what was signed', () => {
  test('a comment cannot cut a value in two, nor an instruction stand in for text', () => {
    const cut = verify(change(`<sender>${SENDER}`, `<sender>canh-bao<!-- @evil -->${SENDER.slice(8)}`), { pins, at: AT });
    expect(cut).toMatchObject({ verdict: 'valid', sender: SENDER });
    expect(cut.verdict === 'valid' && cut.signed).toContain(`<sender>${SENDER}</sender>`);
    expect(verdict(change('<severity>Extreme<', '<severity><?x Extreme?><'))).toBe('unsupported');
  });
});

describe('a wrapped document', () => {
  const original = signed.slice(signed.indexOf('<alert '));
  const forged = ALERT.replace('<severity>Extreme', '<severity>Minor').slice(ALERT.indexOf('<alert '));
  const bare = original.replace(signature, '');
  const byId = signature.replace('URI=""', 'URI="#a"');
  test.each([
    ['the original inside the forged one', forged.replace('</info>', `</info>${original}`)],
    [
      "the original in the Signature's Object",
      forged.replace('</alert>', signature.replace('</ds:Signature>', `<ds:Object>${bare}</ds:Object></ds:Signature></alert>`)),
    ],
    ['the original beside the forged one, Signature moved up', forged.replace('</alert>', `${bare}${signature}</alert>`)],
    ['the Signature inside info', change(signature, '').replace('</info>', `${signature}</info>`)],
    ['a Reference by id to a part', change(signature, byId).replace('<info>', '<info Id="a">')],
    ['a Reference by id to the root', change(signature, byId).replace('<alert ', '<alert Id="a" ')],
    ['the Signature twice', change(signature, signature + signature)],
    [
      'a forged alert with the Signature of another under the root',
      forged.replace('</info>', `<parameter>${signature}</parameter></info>`),
    ],
  ])('%s is named so', (_, xml) => expect(verdict(xml)).toBe('wrapped'));

  test('with both in an envelope is no alert', () => {
    expect(verdict(`<both>${forged}${original}</both>`)).toBe('malformed');
  });
  test('whose Signature brings a second Reference, SignedInfo or Object is not looked at', () => {
    const reference = /<ds:Reference .*<\/ds:Reference>/s.exec(signature)?.[0] ?? '';
    const info = /<ds:SignedInfo>.*<\/ds:SignedInfo>/s.exec(signature)?.[0] ?? '';
    expect(verdict(change(reference, reference + reference))).toBe('unsupported');
    expect(verdict(change(info, info + info))).toBe('unsupported');
    expect(verdict(change('</ds:Signature>', '<ds:Object/></ds:Signature>'))).toBe('unsupported');
  });
});

describe('trust', () => {
  test('a document that a stranger signed anew, with the certificate in KeyInfo, is of an unknown certificate', () => {
    expect(verdict(sign(ALERT.replace('Extreme', 'Minor'), stranger))).toBe('unknown-certificate');
    expect(verdict(signed, [])).toBe('unknown-certificate');
  });
  test("a pinned certificate does not sign for another sender's alerts", () => {
    expect(verdict(sign(ALERT.replace(SENDER, 'khac@example.vn'), rsa))).toBe('unknown-certificate');
  });
  test('a signature without certificate is of an unknown one, and a stripped document is unsigned', () => {
    expect(verdict(change(/<ds:KeyInfo>.*<\/ds:KeyInfo>/s, ''))).toBe('unknown-certificate');
    expect(verdict(change(signature, ''))).toBe('unsigned');
    expect(verdict(ALERT)).toBe('unsigned');
  });
  test('a pin is a PEM certificate or its SHA-256, with colons or without', () => {
    const colons = new X509Certificate(rsa.certificate).fingerprint256;
    expect(verdict(signed, [pinCertificate(SENDER, colons)])).toBe('valid');
    expect(verdict(signed, [pinCertificate(SENDER, colons.replaceAll(':', '').toLowerCase())])).toBe('valid');
    expect(() => pinCertificate(SENDER, 'abc')).toThrow(SignatureSetupError);
  });
});

describe('a pinned issuer', async () => {
  const ca = await anIdentity('rsa', { name: 'CA', ca: true });
  const other = await anIdentity('ec', { name: 'CA', ca: true });
  const host = 'cap.example.vn';
  const issued = await anIdentity('ec', { issuer: ca, host });
  const pin = pinIssuer(SENDER, ca.certificate, host);
  const by = (identity: typeof issued, at = AT) => verify(sign(ALERT, identity), { pins: [pin], at }).verdict;

  test('vouches for the certificate that names the pinned subject', () => expect(by(issued)).toBe('valid'));
  test('vouches for nobody else', async () => {
    expect(by(await anIdentity('ec', { issuer: ca, host: 'evil.example.vn' }))).toBe('unknown-certificate');
    expect(by(await anIdentity('ec', { issuer: ca, host: '*.example.vn' }))).toBe('unknown-certificate');
  });
  test('is not another one of the same name, nor the certificate itself', async () => {
    expect(by(await anIdentity('ec', { issuer: other, host }))).toBe('unknown-certificate');
    expect(by(await anIdentity('ec', { host }))).toBe('unknown-certificate');
  });
  test('vouches while both certificates hold', async () => {
    expect(by(issued, new Date('2028-01-01T00:00:00Z'))).toBe('unknown-certificate');
    expect(by(await anIdentity('ec', { issuer: ca, host, notAfter: new Date('2025-11-05T00:00:00Z') }))).toBe('unknown-certificate');
  });
  test('must be a CA, and comes with a subject', () => {
    expect(() => pinIssuer(SENDER, rsa.certificate, host)).toThrow(SignatureSetupError);
    expect(() => pinIssuer(SENDER, ca.certificate, ' ')).toThrow(SignatureSetupError);
  });
});

describe('two signatures, the second over the alert with the first', () => {
  const relayed = countersign(signed, ec);
  const pinned = (identity: typeof rsa) => [pinCertificate(SENDER, identity.certificate)];

  test('are valid by either one that is pinned', () => {
    expect(verdict(relayed, pinned(ec))).toBe('valid');
    expect(verdict(relayed, pinned(rsa))).toBe('valid');
  });
  test('give the text that the pinned one covers', () => {
    const text = (identity: typeof rsa) => {
      const verification = verify(relayed, { pins: pinned(identity), at: AT });
      return verification.verdict === 'valid' ? verification.signed : '';
    };
    expect(text(rsa)).not.toContain('SignatureValue');
    expect(text(ec).match(/<ds:SignatureValue>/g)).toHaveLength(1);
  });
  test('of which none is pinned are of an unknown certificate', () => {
    expect(verdict(relayed, pinned(stranger))).toBe('unknown-certificate');
  });
  test('do not lend their trust to a change: a stranger who signs over a changed alert is unknown', () => {
    const changed = change('<severity>Extreme', '<severity>Minor');
    expect(verdict(countersign(changed, stranger))).toBe('unknown-certificate');
    expect(verdict(change('<severity>Extreme', '<severity>Minor', relayed))).toBe('tampered');
  });
  test('are the most there can be', () => {
    expect(verdict(countersign(relayed, stranger))).toBe('unsupported');
  });
});

describe('strictness', () => {
  const padded = (tag: string) => change(new RegExp(`(<ds:${tag}>[^<]*)=(</ds:${tag}>)`), '$1$2');
  test.each(['DigestValue', 'SignatureValue'])('%s without its padding is malformed', (tag) => {
    expect(verdict(padded(tag))).toBe('malformed-signature');
  });
  test('unused bits that are set, and signs that a decoder passes over, are malformed', () => {
    const digest = /<ds:DigestValue>([^<]*)</.exec(signed)?.[1] ?? '';
    const next = String.fromCharCode(digest.charCodeAt(42) + 1);
    expect(verdict(change(digest, `${digest.slice(0, 42)}${next}=`))).toBe('malformed-signature');
    expect(verdict(change(digest, `-${digest}`))).toBe('malformed-signature');
    expect(verdict(change(digest, `<!-- x -->${digest}`))).toBe('malformed-signature');
    expect(verdict(change(/<ds:X509Certificate>[^<]*/, '<ds:X509Certificate>AAAA'))).toBe('malformed-signature');
  });
  test.each([
    ['RSA-SHA1', '2001/04/xmldsig-more#rsa-sha256', '2000/09/xmldsig#rsa-sha1'],
    ['HMAC', '2001/04/xmldsig-more#rsa-sha256', '2000/09/xmldsig#hmac-sha1'],
    ['ECDSA with an RSA key', 'xmldsig-more#rsa-sha256', 'xmldsig-more#ecdsa-sha256'],
    ['a SHA-1 digest', '2001/04/xmlenc#sha256', '2000/09/xmldsig#sha1'],
    ['an XSLT transform', 'http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/TR/1999/REC-xslt-19991116'],
    ['the prototype of a table', 'http://www.w3.org/2001/04/xmlenc#sha256', 'constructor'],
  ])('%s is unsupported', (_, from, to) => expect(verdict(change(from, to))).toBe('unsupported'));

  test('a DOCTYPE, broken XML and another root are malformed', () => {
    expect(verdict(change('<alert ', '<!DOCTYPE alert [<!ENTITY x "y">]><alert '))).toBe('malformed');
    expect(verdict(signed.slice(0, -12))).toBe('malformed');
    expect(verdict('')).toBe('malformed');
    expect(verdict(change(/<(\/?)alert/g, '<$1warning'))).toBe('malformed');
  });
  test('every refusal says what was expected', () => {
    expect(verify(ALERT, { pins, at: AT })).toMatchObject({ says: expect.stringMatching(/^Expected .+; /) as string });
  });
});
