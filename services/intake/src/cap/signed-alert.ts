import { type Alert, decideSignature, type Finding, readCap, type ReadAlert, verify } from '@loa/cap';
import { problem, unreadable } from './refusals.ts';
import type { Reading } from './sources.ts';

/** The part of a message that may be believed, and what has to be said of its signature. */
export interface Believed {
  readonly alert: Alert;
  readonly findings: readonly Finding[];
}

/**
 * Judges a message's signature by its sender's policy (CAP 1.2, 3.3.4.1). Of a valid one only the signed text counts. Throws a 422
 * where the policy refuses it.
 */
export function signedAlert({ alert, text, findings }: ReadAlert, { signature, pins }: Reading, now: Date): Believed {
  if (signature === 'ignored') return { alert, findings };
  const verification = verify(text, { pins, at: now });
  const decision = decideSignature(verification, signature);
  const says = verification.verdict === 'valid' ? '' : verification.says;
  if (decision.decision === 'refuse')
    throw problem(422, 'signature-refused', 'The signature does not fit what is asked of this sender', [
      { element: 'Signature', rule: `signature-${decision.reason}`, says },
    ]);
  if (decision.decision === 'accept-flagged')
    return { alert, findings: [...findings, { element: 'Signature', rule: `signature-${decision.flag}`, says }] };
  if (verification.verdict !== 'valid') return { alert, findings };
  const signed = readCap(verification.signed);
  if (signed.kind === 'refused') throw unreadable(signed);
  return { alert: signed.alert, findings };
}
