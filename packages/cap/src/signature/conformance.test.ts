import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { capSamples, program } from '../test-bed.ts';
import { pinCertificate, sign, verify } from './index.ts';
import { ALERT, anIdentity, AT, type Identity, SENDER } from './test-bed.ts';

const xmlsec1 = program('xmlsec1');
const folder = mkdtempSync(join(tmpdir(), 'loa-signature-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe.skipIf(xmlsec1 === null).each(['rsa', 'ec'] as const)('xmlsec1 and Loa, %s', async (kind) => {
  const identity = await anIdentity(kind);
  /** xmlsec1's word on a document, with the given certificate as the only trusted one. */
  const xmlsecTakes = (xml: string, { certificate }: Identity): boolean => {
    const trusted = ['--trusted-pem', file('trusted.pem', certificate), '--enabled-key-data', 'x509'];
    const run = spawnSync(xmlsec1 ?? '', ['--verify', ...trusted, file('signed.xml', xml)], { encoding: 'utf8' });
    return run.status === 0 && /^OK$/m.test(run.stdout + run.stderr);
  };
  const loaTakes = (xml: string, { certificate }: Identity): boolean =>
    verify(xml, { pins: [pinCertificate(SENDER, certificate)], at: AT }).verdict === 'valid';

  test('agree on an alert that Loa signed, as it stands, changed, and trusted by somebody else', async () => {
    const signed = sign(ALERT, identity);
    const stranger = await anIdentity(kind, { name: 'Người lạ' });
    const cases: [string, Identity][] = [
      [signed, identity],
      [signed.replace('Extreme', 'Minor'), identity],
      [signed, stranger],
    ];
    for (const takes of [xmlsecTakes, loaTakes]) expect(cases.map((one) => takes(...one))).toEqual([true, false, false]);
  });

  test.each([
    'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
    'http://www.w3.org/2006/12/xml-c14n11',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
    'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  ])('agree on an alert that xmlsec1 signed by %s', (canonical) => {
    const template = ALERT.replace('</alert>', `${templateOf(kind, canonical)}</alert>`);
    const key = `${file('key.pem', identity.key)},${file('certificate.pem', identity.certificate)}`;
    const signed = execFileSync(xmlsec1 ?? '', ['--sign', '--privkey-pem', key, file('template.xml', template)], { encoding: 'utf8' });
    expect(xmlsecTakes(signed, identity)).toBe(true);
    expect(loaTakes(signed, identity)).toBe(true);
    expect(loaTakes(signed.replace('<severity>Extreme', '<severity>Minor'), identity)).toBe(false);
  });
});

const samples = capSamples();
const xmllint = program('xmllint');
test.skipIf(samples === null || xmllint === null)(
  'a signed alert is valid by CAP-v1.2.xsd, and one with the signature inside info is not',
  async () => {
    const signed = sign(ALERT, await anIdentity('ec'));
    const valid = (xml: string): boolean => {
      const schema = join(samples ?? '', 'schema', 'CAP-v1.2.xsd');
      return spawnSync(xmllint ?? '', ['--nonet', '--noout', '--schema', schema, file('alert.xml', xml)]).status === 0;
    };
    const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(signed)?.[0] ?? '';
    expect(valid(signed)).toBe(true);
    expect(valid(signed.replace(signature, '').replace('</info>', `${signature}</info>`))).toBe(false);
  },
);

/** A signature without values, for `xmlsec1 --sign` to fill in. */
function templateOf(kind: 'rsa' | 'ec', canonical: string): string {
  const method = `http://www.w3.org/2001/04/xmldsig-more#${kind === 'rsa' ? 'rsa' : 'ecdsa'}-sha256`;
  const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
  return [
    '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>',
    `<CanonicalizationMethod Algorithm="${canonical}"/><SignatureMethod Algorithm="${method}"/>`,
    `<Reference URI=""><Transforms><Transform Algorithm="${enveloped}"/><Transform Algorithm="${canonical}"/></Transforms>`,
    '<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue/></Reference></SignedInfo>',
    '<SignatureValue/><KeyInfo><X509Data/></KeyInfo></Signature>',
  ].join('');
}
