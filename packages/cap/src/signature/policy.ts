import type { SignatureFault, Verification } from './verification.ts';

/** What is asked of a sender's alerts: a valid signature, one if possible, none. */
export type SignaturePolicy = 'required' | 'preferred' | 'ignored';

export type SignatureDecision =
  | { readonly decision: 'accept' }
  /** Taken, and shown as not verified, with the reason. */
  | { readonly decision: 'accept-flagged'; readonly flag: SignatureFault }
  | { readonly decision: 'refuse'; readonly reason: SignatureFault };

/**
 * Whether an alert is taken. CAP forbids to reject a message only because its signature cannot be verified (1.2, 3.3.4.1), and a
 * reformatted original no longer fits its digest: so `preferred` flags, except where it is open which alert is meant. A document that
 * cannot be read is refused under every policy. Of a valid one only its `signed` text may be read.
 */
export function decideSignature(verification: Verification, policy: SignaturePolicy): SignatureDecision {
  const { verdict } = verification;
  if (verdict === 'valid') return { decision: 'accept' };
  if (verdict === 'malformed' || policy === 'required') return { decision: 'refuse', reason: verdict };
  if (policy === 'ignored') return { decision: 'accept' };
  return verdict === 'wrapped' ? { decision: 'refuse', reason: verdict } : { decision: 'accept-flagged', flag: verdict };
}
