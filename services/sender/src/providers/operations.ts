import type { FIXED_REASONS, GateAnswer } from '@loa/domain/delivery';
import type { AttemptResult } from '@loa/domain/ports';

/** A provider's operations under way, each with its beginning, so that one that hangs can be seen and given up. */
export interface Operations {
  /**
   * Runs an operation for so many messages. `work` asks the guarded gate in place of its own: once given up, nothing of it is written any
   * more. Given up before its gate was asked, nothing was taken; after it, nobody knows.
   */
  run<A extends readonly unknown[]>(
    messages: number,
    gate: (...of: A) => GateAnswer,
    work: (guarded: (...of: A) => GateAnswer) => Promise<readonly AttemptResult[]>,
  ): Promise<readonly AttemptResult[]>;
  /** How many began this long ago, or longer. */
  olderThan(ms: number): number;
  giveUp(olderThanMs: number): void;
  readonly underWay: number;
}

interface Operation {
  readonly began: number;
  readonly giveUp: () => void;
}

const GIVEN_UP: GateAnswer = { go: false, reason: 'lease-lost' };
const REASON = 'provider-silent' satisfies (typeof FIXED_REASONS)[number];

/** `onEnd` sees every operation that came to an end, or was given up; its word is that of the operation. */
export function operations(monotonic: () => number, onEnd: (word: AttemptResult, tookMs: number) => void): Operations {
  const underWay = new Set<Operation>();
  const older = (ms: number): Operation[] => {
    const before = monotonic() - ms;
    return [...underWay].filter(({ began }) => began <= before);
  };
  return {
    run: (messages, gate, work) =>
      new Promise((resolve) => {
        const began = monotonic();
        const state = { over: false, mayBeWritten: false };
        const end = (results: readonly AttemptResult[]): void => {
          if (state.over) return;
          state.over = true;
          underWay.delete(operation);
          const word = wordOf(results);
          if (word !== null) onEnd(word, monotonic() - began);
          resolve(results);
        };
        const operation: Operation = {
          began,
          giveUp: () =>
            end(Array.from({ length: messages }, () => ({ kind: state.mayBeWritten ? 'unknown' : 'channel-down', reason: REASON }))),
        };
        underWay.add(operation);
        void work((...of) => {
          if (state.over) return GIVEN_UP;
          const answer = gate(...of);
          state.mayBeWritten ||= answer.go;
          return answer;
        }).then(end);
      }),
    olderThan: (ms) => older(ms).length,
    giveUp: (ms) => older(ms).forEach((one) => one.giveUp()),
    get underWay() {
      return underWay.size;
    },
  };
}

const WORST_FIRST: readonly AttemptResult['kind'][] = ['channel-down', 'unknown', 'accepted', 'permanent', 'retryable'];

/** The word of an operation about its provider; null where nothing was written. One message of a group that was taken says that it works. */
function wordOf(results: readonly AttemptResult[]): AttemptResult | null {
  for (const kind of WORST_FIRST) {
    const found = results.find((one) => one.kind === kind);
    if (found !== undefined) return found;
  }
  return null;
}
