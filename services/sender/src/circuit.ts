/** First and longest wait before the channel is asked again, milliseconds. */
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** A channel is down for a reason of its own; `code` is the reason. */
export class ChannelDown extends Error {
  override readonly name = 'ChannelDown';
  readonly code: string;
  constructor(reason: string) {
    super('the channel is down');
    this.code = reason;
  }
}

/** Opened by a fault of the channel; while open nothing is started, and the channel is asked for itself until it answers. */
export interface Circuit {
  open(reason: string): void;
  /** Milliseconds until the channel is asked next; 0 when closed. */
  waitMs(): number;
  /** Rejects with {@link ChannelDown} while open: for /readyz. */
  check(): Promise<void>;
  stop(): void;
}

export interface CircuitOptions {
  /** Resolves when the channel is well. */
  readonly probe: () => Promise<void>;
  readonly onChange: (state: 'open' | 'closed', reason: string) => void;
}

export function createCircuit({ probe, onChange }: CircuitOptions): Circuit {
  let reason: string | null = null;
  let wait = FIRST_MS;
  let timer: NodeJS.Timeout | undefined;

  const ask = (): void => {
    timer = setTimeout(() => {
      probe().then(
        () => {
          onChange('closed', reason ?? '');
          reason = null;
        },
        () => {
          wait = Math.min(LONGEST_MS, wait * 2);
          ask();
        },
      );
    }, wait).unref();
  };

  return {
    open(why) {
      if (reason !== null) return;
      reason = why;
      wait = FIRST_MS;
      onChange('open', why);
      ask();
    },
    waitMs: () => (reason === null ? 0 : wait),
    check: () => (reason === null ? Promise.resolve() : Promise.reject(new ChannelDown(reason))),
    stop: () => clearTimeout(timer),
  };
}
