import type { AttemptResult } from '@loa/domain/ports';

/** When a provider is turned away from, and how traffic comes back. Times in milliseconds of a clock that never goes back. */
export interface ProviderRules {
  /** So many errors within `windowMs`, and this share of the operations in it. */
  readonly errors: number;
  readonly errorShare: number;
  readonly windowMs: number;
  /** So many one after another, those refused for good as well, with nothing taken in between. */
  readonly errorsInARow: number;
  /** An operation is slow from here on; this share of those that ended within `slowWindowMs`, or of those under way, and at least so many. */
  readonly slowMs: number;
  readonly slowShare: number;
  readonly slowWindowMs: number;
  readonly slowLeast: number;
  /** Operations still under way after this are given up where another provider can take what follows. */
  readonly giveUpMs: number;
  /** Before the provider is asked whether it is well; doubled every time it is not. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** Shares of the traffic on the way back, each for `stepMs`; so many errors in a step end it. */
  readonly steps: readonly number[];
  readonly stepMs: number;
  readonly stepErrors: number;
}

/** Fail-over within ten seconds also from a provider that hangs; the figures of 20 % and of 50 in 60 s are GOV.UK Notify's. */
export const PROVIDER_RULES: ProviderRules = {
  errors: 50,
  errorShare: 0.2,
  windowMs: 60_000,
  errorsInARow: 10,
  slowMs: 4_000,
  slowShare: 0.2,
  slowWindowMs: 10_000,
  slowLeast: 3,
  giveUpMs: 8_000,
  firstWaitMs: 1_000,
  longestWaitMs: 30_000,
  steps: [0.05, 0.25, 0.5],
  stepMs: 5_000,
  stepErrors: 3,
};

/** `open`: nothing is given to it. `returning`: a share of the traffic is. */
export type Health =
  | { readonly kind: 'well' }
  | { readonly kind: 'open'; readonly cause: Cause; readonly reason: string; readonly waitMs: number }
  | { readonly kind: 'returning'; readonly reason: string; readonly waitMs: number; readonly step: number; readonly since: number };

/** Why a provider was turned away from: it said so itself, or by its errors, or by its slowness. */
export type Cause = 'down' | 'errors' | 'slow';

/** What is counted of a provider since it was last turned away from. */
export interface Counts {
  /** Within `windowMs`. `doubtful`: of unknown outcome; `errors`: those, and what was refused for now. */
  readonly operations: number;
  readonly errors: number;
  readonly doubtful: number;
  readonly errorsInARow: number;
  readonly doubtfulInARow: number;
  /** Refused on account of who sends. */
  readonly refusedInARow: number;
  /** Ended within `slowWindowMs`. */
  readonly recent: number;
  readonly slow: number;
  readonly underWay: number;
  /** Those of them that are slow already. */
  readonly hanging: number;
  /** Since the step on the way back began. */
  readonly errorsInStep: number;
  readonly doubtfulInStep: number;
}

export const isError = ({ kind }: AttemptResult): boolean => kind === 'unknown' || kind === 'retryable';

/**
 * Whether a provider that is given messages should be turned away from; null: no. The last one that is left is kept through slowness and
 * refusals for now, which only cost time: it is left for what stays in doubt, since that may reach people twice, and where it takes nothing from us.
 */
export function causeToLeave(health: Health, counts: Counts, isLast: boolean, rules: ProviderRules): Exclude<Cause, 'down'> | null {
  if (health.kind === 'open') return null;
  const [errors, inARow, inStep] = isLast
    ? [counts.doubtful, Math.max(counts.doubtfulInARow, counts.refusedInARow), counts.doubtfulInStep]
    : [counts.errors, counts.errorsInARow, counts.errorsInStep];
  if (inARow >= rules.errorsInARow) return 'errors';
  if (errors >= rules.errors && errors >= rules.errorShare * counts.operations) return 'errors';
  if (health.kind === 'returning' && inStep >= rules.stepErrors) return 'errors';
  const isSlow = (slow: number, all: number): boolean => slow >= rules.slowLeast && slow >= rules.slowShare * all;
  // What hangs holds its slot: soon nothing else is under way, while what ended before still makes the window look well.
  return !isLast && (isSlow(counts.slow, counts.recent) || isSlow(counts.hanging, counts.underWay)) ? 'slow' : null;
}

/** Turned away from: the first wait, or twice the last one where it was on its way back. */
export function opened(health: Health, cause: Cause, reason: string, rules: ProviderRules): Extract<Health, { kind: 'open' }> {
  const waitMs = health.kind === 'well' ? rules.firstWaitMs : longer(health.waitMs, rules);
  return { kind: 'open', cause, reason, waitMs };
}

/** What its own answer to the question whether it is well makes of an open provider. */
export function asked(health: Extract<Health, { kind: 'open' }>, isWell: boolean, now: number, rules: ProviderRules): Health {
  const { reason, waitMs } = health;
  return isWell ? { kind: 'returning', reason, waitMs, step: 0, since: now } : { ...health, waitMs: longer(waitMs, rules) };
}

/** The next step on the way back, once the time of one is over. */
export function stepped(health: Health, now: number, rules: ProviderRules): Health {
  if (health.kind !== 'returning' || now - health.since < rules.stepMs) return health;
  const step = health.step + 1;
  return step < rules.steps.length ? { ...health, step, since: now } : { kind: 'well' };
}

const longer = (waitMs: number, { longestWaitMs }: ProviderRules): number => Math.min(longestWaitMs, waitMs * 2);
