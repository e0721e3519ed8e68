/**
 * Why an address may not be called: what is wrong with the URL, `name-unknown`, or `address-` and the range that the address is in
 * (`address-loopback`, `address-private`, `address-link-local` …).
 */
export interface CallbackRefusal {
  readonly reason: string;
  /** What stands in its place, for the person who gave it: `an address on the public internet; 127.0.0.1 is not (loopback)`. */
  readonly expected: string;
}

/** What came of a call. A failure's `reason` is a code; neither holds a word of the far side but `body`. */
export type CallAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Retry-After in seconds, where there was one that can be read. */
      readonly retryAfterS: number | null;
      /** The beginning of the body, up to the `keepBytes` asked for; empty without. */
      readonly body: string;
    }
  | { readonly kind: 'failed'; readonly why: 'address' | 'timeout' | 'unreachable'; readonly reason: string };

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** How much of the answer's body is wanted; default none. */
  readonly keepBytes?: number;
}

/**
 * Calls to addresses that outsiders gave. Obligations:
 * - Nothing is ever sent to an address that is not on the public internet, however it is written and whatever a name resolves to now:
 *   the connection goes to exactly the address that was looked at. Redirects are answers, and are not followed.
 * - `call` does not reject; it ends when `signal` aborts, whose reason's `code` is then the answer's reason. Of a body no more than a
 *   bounded part is read.
 */
export interface Callbacks {
  /** Looks at an address before it is kept; null when it may be called. */
  check(url: string): Promise<CallbackRefusal | null>;
  call(call: Call, signal: AbortSignal): Promise<CallAnswer>;
  close(): Promise<void>;
}
