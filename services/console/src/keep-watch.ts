import type { Logger } from '@loa/runtime';
import type { ApprovalWatch } from './approval-watch.ts';
import type { ConsoleSettings } from './config.ts';
import type { ExpiryWatch } from './expiry-watch.ts';
import type { SupplyWatch } from './supply-clock.ts';
import type { Watchdog } from './watchdog.ts';

export interface Watches {
  readonly watchdog: Watchdog;
  readonly supply: SupplyWatch;
  readonly approvals: ApprovalWatch;
  readonly expiry: ExpiryWatch;
}

/** Beats once per period, first at once, and looks in between. No fault ends it. Returns what stops it. */
export function keepWatch({ watchdog, supply, approvals, expiry }: Watches, settings: ConsoleSettings, log: Logger): () => Promise<void> {
  let working: Promise<void> = Promise.resolve();
  const soon = (work: () => Promise<void>, failure: string): void => {
    working = working.then(work).catch((err: unknown) => log.error({ err }, failure));
  };
  const beat = (): void => soon(() => watchdog.beat(), 'watchdog could not send its bulletin');
  const look = (): void => {
    soon(() => approvals.look(), 'held warnings could not be looked at, or no approver called');
    soon(() => watchdog.look(), 'watchdog could not look or call');
    soon(() => supply.look(), 'supply clock could not be looked at, or nobody called');
    soon(() => expiry.look(), 'what runs out could not be looked at, or nobody called');
  };
  beat();
  const timers = [setInterval(beat, settings.watchdogPeriodMs), setInterval(look, settings.watchdogLookMs)];
  return () => {
    for (const timer of timers) clearInterval(timer);
    return working;
  };
}
