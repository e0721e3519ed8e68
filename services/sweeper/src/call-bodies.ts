import type { SupplyCursor, SupplyDesk } from '@loa/domain/ports';
import {
  CALL_REASONS,
  CLOSE_REASONS,
  type ConfirmWithin,
  isFollowUp,
  nextStep,
  type NextStep,
  openingsOf,
  OPERATOR_REASONS,
} from '@loa/domain/supply';
import type { Clock, Logger, Metrics } from '@loa/runtime';

export interface CallBodiesOptions {
  readonly desk: SupplyDesk;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Bodies of one page. */
  readonly limit: number;
  /** Warnings issued longer ago than this, and never opened, were issued before there was a list. Milliseconds. */
  readonly sinceMs: number;
  /** Absent: by the need. */
  readonly within?: ConfirmWithin | undefined;
}

const WARNINGS = 100;

/**
 * Opens what fan-out has taken and died before opening; then, page by page, calls the next contact of every body that has not confirmed
 * in time, the operator after the last, and closes what is done with. `more`: the page was full. A body that fails holds up no other: the
 * first failure is thrown when all of the page were seen to.
 */
export function callBodies(options: CallBodiesOptions): () => Promise<{ count: number; more: boolean }> {
  const { desk, clock, log, metrics, limit, sinceMs, within } = options;
  const steps = metrics.counter({
    name: 'loa_supply_steps_total',
    help: 'What was done next about bodies of the supply list, by reason',
    labels: { reason: [...CALL_REASONS, ...OPERATOR_REASONS, ...CLOSE_REASONS] },
  });
  let after: SupplyCursor | null = null;
  let failures: unknown[] = [];

  const seenTo = async (ids: { warningId: string; bodyId?: string }, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (err) {
      failures.push(err);
      log.warn({ err, ...ids }, 'the next step about bodies of the supply list failed');
    }
  };

  const open = async (now: string): Promise<number> => {
    const since = new Date(Date.parse(now) - sinceMs).toISOString();
    const found = await desk.unopened({ now, since, limit: WARNINGS });
    if (found.length === 0) return 0;
    const roster = await desk.roster();
    for (const warning of found)
      await seenTo({ warningId: warning.id }, async () => {
        const opened = await desk.open(warning, openingsOf(warning, roster, now), { followUp: isFollowUp(warning), now });
        if (opened === 'opened') log.warn({ warningId: warning.id }, 'bodies of a warning had not been called');
      });
    return found.length;
  };

  const take = async (step: NextStep, of: { warningId: string; bodyId: string; seen: number; now: string }): Promise<boolean> => {
    if (step.step === 'call') return desk.call({ ...of, contactId: step.contactId, ways: step.ways, reason: step.reason });
    if (step.step === 'operator') return desk.callOperator(of);
    return step.step === 'close' && desk.close({ ...of, reason: step.reason });
  };

  return async () => {
    const now = clock.now().toISOString();
    failures = [];
    let count = after === null ? await open(now) : 0;
    const page = await desk.waiting({ after, limit });
    for (const supply of page) {
      const { warningId, bodyId, calls } = supply;
      await seenTo({ warningId, bodyId }, async () => {
        const step = nextStep(supply, now, within);
        if (step.step === 'wait' || !(await take(step, { warningId, bodyId, seen: calls.length, now }))) return;
        count += 1;
        steps.inc({ reason: step.reason });
        log.info({ warningId, bodyId, step: step.step, reason: step.reason }, 'next step about a body of the supply list');
      });
    }
    const last = page.at(-1);
    const full = page.length >= limit && last !== undefined;
    after = full ? { openedAt: last.openedAt, warningId: last.warningId, bodyId: last.bodyId } : null;
    if (failures.length > 0) throw failures[0];
    return { count, more: full };
  };
}
