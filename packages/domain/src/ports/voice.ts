import type { Language } from '../audience/index.ts';
import type { GateAnswer } from '../delivery/index.ts';
import type { Instant } from '../time.ts';
import type { AttemptResult } from './channel.ts';

/** What a call says: a text that the provider speaks, or a recorded file at an address that it can read. */
export type Spoken = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'recording'; readonly url: string };

/** One delivery as a call on its way out. */
export interface OutgoingCall {
  readonly deliveryId: number;
  /** 1 on the first try; part of what a provider's callback is told. */
  readonly attempt: number;
  /** An E.164 number: for the wire only. */
  readonly to: string;
  readonly language: Language;
  readonly spoken: Spoken;
  /** Said after it, twice, when a key press is asked for as confirmation; null: none is. */
  readonly askForKey: string | null;
  /** Nobody should be called after this. */
  readonly expiresAt: Instant;
}

/**
 * A way to call people. Obligations:
 * - as a {@link Channel}: the gate is asked in the tick of the write, a call that may have been placed is `unknown`, nothing rejects, and at
 *   most `slots` calls of `place` are under way;
 * - `accepted` says that the provider will call. What became of the call comes later as a receipt: `delivered` when it was answered and
 *   heard to its end;
 * - a key pressed in a call is a confirmation (`how: 'key'`), never a receipt.
 */
export interface Voice {
  readonly reaches: 'people' | 'nobody';
  readonly slots: number;
  place(call: OutgoingCall, gate: () => GateAnswer): Promise<AttemptResult>;
  /** Resolves when the far side answers and knows us; rejects with the reason as its message. */
  check(): Promise<void>;
  close(): Promise<void>;
}
