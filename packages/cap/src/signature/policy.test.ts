import { describe, expect, test } from 'vitest';
import { decideSignature, pinCertificate, sign, verify } from './index.ts';
import { ALERT, anIdentity, AT, SENDER } from './test-bed.ts';
import type { SignatureFault } from './verification.ts';

const FAULTS = ['malformed', 'unsigned', 'wrapped', 'unsupported', 'malformed-signature', 'tampered', 'unknown-certificate'] as const;
const decided = (verdict: SignatureFault, policy: 'required' | 'preferred' | 'ignored') => {
  const decision = decideSignature({ verdict, says: '' }, policy);
  return 'flag' in decision ? `flag ${decision.flag}` : 'reason' in decision ? `refuse ${decision.reason}` : 'accept';
};

describe('a policy', () => {
  test('that requires a signature refuses whatever is not valid, with the reason', () => {
    expect(FAULTS.map((fault) => decided(fault, 'required'))).toEqual(FAULTS.map((fault) => `refuse ${fault}`));
  });
  test('that prefers one takes an alert whose signature cannot be verified and flags it', () => {
    expect(FAULTS.map((fault) => decided(fault, 'preferred'))).toEqual([
      'refuse malformed',
      'flag unsigned',
      'refuse wrapped',
      'flag unsupported',
      'flag malformed-signature',
      'flag tampered',
      'flag unknown-certificate',
    ]);
  });
  test('that ignores signatures refuses only what cannot be read', () => {
    expect(FAULTS.map((fault) => decided(fault, 'ignored'))).toEqual(['refuse malformed', ...Array<string>(6).fill('accept')]);
  });
});

test('a valid signature is accepted under every policy, a stranger and a stripped one only where none is required', async () => {
  const [own, stranger] = await Promise.all([anIdentity('ec'), anIdentity('ec')]);
  const trust = { pins: [pinCertificate(SENDER, own.certificate)], at: AT };
  const row = (xml: string) =>
    (['required', 'preferred', 'ignored'] as const).map((one) => decideSignature(verify(xml, trust), one).decision);
  expect(row(sign(ALERT, own))).toEqual(['accept', 'accept', 'accept']);
  expect(row(sign(ALERT, stranger))).toEqual(['refuse', 'accept-flagged', 'accept']);
  expect(row(ALERT)).toEqual(['refuse', 'accept-flagged', 'accept']);
});
