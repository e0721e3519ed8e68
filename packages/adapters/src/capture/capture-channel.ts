import type { Channel, OutgoingMessage } from '@loa/domain/ports';
import type { ReceiptMessage } from '@loa/domain/delivery';

type Receipt = ReceiptMessage['receipts'][number];

export interface CaptureOptions {
  readonly name: Channel['name'];
  readonly now: () => Date;
  /** Operations at once; default 64. */
  readonly slots?: number;
  /** How many messages are kept for looking at; default 1,000, the oldest go first. */
  readonly keep?: number;
  /** Sees every message, in order. */
  readonly onCaptured?: (message: OutgoingMessage, at: Date) => void;
  /** Takes delivery reports as a provider would send them, in groups of at most 500; channels without reports leave it out. */
  readonly onReceipts?: (receipts: Receipt[]) => Promise<void>;
}

/** A message that would have gone out, and when. */
export interface CapturedMessage extends OutgoingMessage {
  readonly capturedAt: Date;
}

export interface CaptureChannel extends Channel {
  readonly reaches: 'nobody';
  /** Newest last. */
  readonly captured: readonly CapturedMessage[];
  /** All that were ever captured. */
  readonly count: number;
}

const RECEIPT_WAIT_MS = 20;
const MOST_RECEIPTS = 500;

/** Keeps what would have gone out, sends nothing, and answers as a provider that takes everything. */
export function captureChannel(options: CaptureOptions): CaptureChannel {
  const kept: CapturedMessage[] = [];
  const keep = options.keep ?? 1_000;
  const reports = reportsTo(options.onReceipts);
  let count = 0;
  return {
    name: options.name,
    reaches: 'nobody',
    receipts: options.onReceipts === undefined ? 'none' : 'reported',
    slots: options.slots ?? 64,
    captured: kept,
    get count() {
      return count;
    },
    async send(message, gate) {
      const answer = gate();
      if (!answer.go) return { kind: 'stopped', reason: answer.reason };
      const at = options.now();
      count += 1;
      kept.push({ ...message, capturedAt: at });
      if (kept.length > keep) kept.shift();
      options.onCaptured?.(message, at);
      const providerId = `capture-${message.deliveryId}-${message.attempt}`;
      reports.add({
        deliveryId: message.deliveryId,
        attempt: message.attempt,
        state: 'delivered',
        at: at.toISOString(),
        providerId,
        code: null,
      });
      return { kind: 'accepted', providerId };
    },
    check: () => Promise.resolve(),
    close: () => reports.flush(),
  };
}

/** Groups receipts for {@link RECEIPT_WAIT_MS}; a group that could not be handed over is tried again with the next. */
function reportsTo(onReceipts: CaptureOptions['onReceipts']): { add(receipt: Receipt): void; flush(): Promise<void> } {
  let waiting: Receipt[] = [];
  let timer: NodeJS.Timeout | undefined;
  let handing: Promise<void> = Promise.resolve();
  const hand = async (): Promise<void> => {
    while (onReceipts !== undefined && waiting.length > 0) {
      const group = waiting.splice(0, MOST_RECEIPTS);
      try {
        await onReceipts(group);
      } catch {
        waiting = [...group, ...waiting];
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    handing = handing.then(hand);
    return handing;
  };
  return {
    add(receipt) {
      if (onReceipts === undefined) return;
      waiting.push(receipt);
      timer ??= setTimeout(() => void flush(), RECEIPT_WAIT_MS);
    },
    flush,
  };
}
