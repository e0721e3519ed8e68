import type { CallAnswer } from '@loa/domain/ports';
import type { Slot } from './slots.ts';

/** Why a call was given up. */
class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
  readonly code: 'timeout' | 'too-slow';
  constructor(code: 'timeout' | 'too-slow') {
    super(code);
    this.code = code;
  }
}

/**
 * A call that is given up after `timeoutMs`. After `slowMs` it goes on among the suspects; where those have no room it is given up
 * as `too-slow`, and has the whole time when it is tried again.
 */
export async function withinTime(
  slot: Slot,
  { timeoutMs, slowMs }: { readonly timeoutMs: number; readonly slowMs: number },
  call: (signal: AbortSignal) => Promise<CallAnswer>,
): Promise<CallAnswer> {
  const ending = new AbortController();
  const late = setTimeout(() => ending.abort(new TookTooLong('timeout')), timeoutMs);
  const slow = setTimeout(() => {
    if (!slot.demote()) ending.abort(new TookTooLong('too-slow'));
  }, slowMs);
  try {
    return await call(ending.signal);
  } finally {
    clearTimeout(late);
    clearTimeout(slow);
  }
}
