import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pinCertificate, sign, verify } from './index.ts';
import { ALERT, anIdentity, AT, SENDER } from './test-bed.ts';

const own = await anIdentity('ec');
const trust = { pins: [pinCertificate(SENDER, own.certificate)], at: AT };
const signed = sign(ALERT, own);
const original = verify(signed, trust);
const position = fc.integer({ min: 0, max: signed.length });
/** Letters and pieces that mean something in XML or in a signature. */
const piece = fc.constantFrom(
  '',
  ' ',
  '<',
  '>',
  '&',
  '"',
  'A',
  '=',
  '<!--',
  '-->',
  '<info>',
  '</info>',
  '<alert>',
  '</ds:Signature>',
  '<![CDATA[',
);

describe('whatever is changed in a signed document, a valid verdict gives exactly the text that was signed', () => {
  const holds = (xml: string) => {
    const verification = verify(xml, trust);
    if (verification.verdict === 'valid') expect(verification).toEqual(original);
  };
  test('a piece replaced by another', () => {
    fc.assert(
      fc.property(position, fc.nat(4), piece, (at, length, put) => holds(signed.slice(0, at) + put + signed.slice(at + length))),
      { numRuns: 2_000 },
    );
  });
  test('a stretch moved or repeated elsewhere', () => {
    fc.assert(
      fc.property(position, fc.nat(400), position, fc.boolean(), (from, length, to, keep) => {
        const rest = keep ? signed : signed.slice(0, from) + signed.slice(from + length);
        holds(rest.slice(0, to) + signed.slice(from, from + length) + rest.slice(to));
      }),
      { numRuns: 2_000 },
    );
  });
  test('the unchanged one is valid', () => expect(original.verdict).toBe('valid'));
});

// A search in quadratic time would run into the test's time limit.
describe('a document as large as may be handed over is judged in bounded time', () => {
  test.each([
    ['elements', '<x/>'.repeat(49_000)],
    ['comments', '<!---->'.repeat(140_000)],
    ['character references', '&amp;'.repeat(200_000)],
    ['SignedInfo elements', '<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#"/>'.repeat(18_000)],
    ['Signature elements', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'.repeat(18_000)],
  ])('with %s side by side', (_, many) => {
    expect(verify(signed.replace('</info>', `${many}</info>`), trust)).toSatisfy(
      (verification: typeof original) => verification.verdict !== 'valid' || JSON.stringify(verification) === JSON.stringify(original),
    );
  });
  test('with KeyInfo elements inside the signature', () => {
    const many = signed.replace('<ds:KeyInfo>', `<ds:KeyInfo>${'<ds:KeyInfo/>'.repeat(49_000)}`);
    expect(verify(many, trust).verdict).toBe('unsupported');
  });
});
