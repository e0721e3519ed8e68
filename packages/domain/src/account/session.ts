import type { Instant } from '../time.ts';

/** How far a log-in has come: `password` waits for the second factor and opens nothing yet. */
export type SessionStage = 'password' | 'full';

/** When sessions end by themselves. Milliseconds. */
export const SESSION_LASTS = {
  /** Without a request. */
  idleMs: 3_600_000,
  /** In all: a shift of twelve hours and its handover. */
  absoluteMs: 13 * 3_600_000,
  /** In all, where a log-in provider vouches for the account: whoever has left a group there has its rights no longer than this. */
  enteredMs: 3_600_000,
  /** Between password and second factor. */
  halfwayMs: 600_000,
} as const;

export interface SessionTimes {
  readonly stage: SessionStage;
  readonly startedAt: Instant;
  readonly seenAt: Instant;
  /** Whether its account has been disabled. */
  readonly disabled: boolean;
  /** Whether a log-in provider vouches for its account. */
  readonly entered: boolean;
}

export type SessionJudged =
  { readonly ok: true } | { readonly ok: false; readonly reason: 'disabled' | 'too-old' | 'idle' | 'second-factor-missing' };

/** Whether a session opens anything now; where it waits for the second factor in time, the reason is `second-factor-missing`. */
export function judgeSession({ stage, startedAt, seenAt, disabled, entered }: SessionTimes, now: Instant): SessionJudged {
  const age = Date.parse(now) - Date.parse(startedAt);
  if (disabled) return { ok: false, reason: 'disabled' };
  const { absoluteMs, enteredMs, halfwayMs } = SESSION_LASTS;
  if (age >= (stage !== 'full' ? halfwayMs : entered ? enteredMs : absoluteMs)) return { ok: false, reason: 'too-old' };
  if (Date.parse(now) - Date.parse(seenAt) >= SESSION_LASTS.idleMs) return { ok: false, reason: 'idle' };
  return stage === 'full' ? { ok: true } : { ok: false, reason: 'second-factor-missing' };
}
