import type { FIXED_REASONS, GateAnswer } from '@loa/domain/delivery';
import type { AttemptResult, Written } from '@loa/domain/ports';

/** What an operation answers: a result, or one for each message of a group. */
export interface AnswerKind<R> {
  /** The word of the operation about its provider; null where nothing was written. */
  wordOf(answer: R): AttemptResult | null;
  /** The answer where all messages end alike. */
  all(result: AttemptResult): R;
}

/** A provider's operations under way, each with its beginning, so that one that hangs can be seen and given up. */
export interface Operations {
  /**
   * Runs an operation. `work` asks the guarded gate in place of its own: once given up, nothing of it is written any more. Given up before its
   * gate was asked for more than an envelope, nothing was taken; after it, nobody knows. Rejects as `work` does.
   */
  run<A extends readonly unknown[], R>(
    kind: AnswerKind<R>,
    gate: (...of: A) => GateAnswer,
    work: (guarded: (...of: A) => GateAnswer) => Promise<R>,
  ): Promise<R>;
  /** How many began this long ago, or longer. */
  olderThan(ms: number): number;
  giveUp(olderThanMs: number): void;
  readonly underWay: number;
}

interface Operation {
  readonly began: number;
  readonly giveUp: () => void;
}

const ENVELOPE: Written = 'envelope';
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
    run: <A extends readonly unknown[], R>(
      kind: AnswerKind<R>,
      gate: (...of: A) => GateAnswer,
      work: (guarded: (...of: A) => GateAnswer) => Promise<R>,
    ) =>
      new Promise<R>((resolve, reject) => {
        const began = monotonic();
        let over = false;
        let mayBeWritten = false;
        const isLate = (): boolean => {
          if (over) return true;
          over = true;
          underWay.delete(operation);
          return false;
        };
        const end = (answer: R): void => {
          if (isLate()) return;
          const word = kind.wordOf(answer);
          if (word !== null) onEnd(word, monotonic() - began);
          resolve(answer);
        };
        const operation: Operation = {
          began,
          giveUp: () => end(kind.all({ kind: mayBeWritten ? 'unknown' : 'channel-down', reason: REASON })),
        };
        underWay.add(operation);
        work((...of) => {
          if (over) return GIVEN_UP;
          const answer = gate(...of);
          mayBeWritten ||= answer.go && of.at(-1) !== ENVELOPE;
          return answer;
        }).then(end, (error: unknown) => {
          if (!isLate()) reject(error instanceof Error ? error : new Error(String(error)));
        });
      }),
    olderThan: (ms) => older(ms).length,
    giveUp: (ms) => older(ms).forEach((one) => one.giveUp()),
    get underWay() {
      return underWay.size;
    },
  };
}

/** Of a single message. */
export const ONE: AnswerKind<AttemptResult> = { wordOf: (answer) => (answer.kind === 'stopped' ? null : answer), all: (result) => result };

const WORST_FIRST: readonly AttemptResult['kind'][] = ['channel-down', 'unknown', 'accepted', 'permanent', 'retryable'];

/** Of a group of so many. One of them that was taken says that the provider works. */
export const groupOf = (messages: number): AnswerKind<readonly AttemptResult[]> => ({
  wordOf(answer) {
    for (const kind of WORST_FIRST) {
      const found = answer.find((one) => one.kind === kind);
      if (found !== undefined) return found;
    }
    return null;
  },
  all: (result) => Array.from({ length: messages }, () => result),
});
