import type { CallbackRefusal } from '@loa/domain/ports';

/** An address that is not called; see {@link CallbackRefusal}. */
export class CallbackRefused extends Error implements CallbackRefusal {
  override readonly name = 'CallbackRefused';
  readonly code = 'callback-refused';
  readonly reason: string;
  readonly expected: string;
  constructor(reason: string, expected: string) {
    super(`expected ${expected}`);
    this.reason = reason;
    this.expected = expected;
  }
}
