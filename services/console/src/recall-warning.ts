import type { Deeds, HeldBatch, Recall, RecallCount } from '@loa/domain/ports';
import { type Caller, Problem } from '@loa/runtime';
import { noteOf } from './noted.ts';
import type { RoutePorts } from './route-ports.ts';

/** The answer to a recall: from now on no operation of the warning starts. */
export interface Recalled extends RecallCount {
  readonly warning: string;
  readonly recalledAt: string;
}

const LOOK_EVERY_MS = 25;

export const noSuchWarning = (id: string): Problem =>
  new Problem({ status: 404, code: 'warning-unknown', title: 'There is no such warning', detail: `no warning has the id ${id}` });

/**
 * Recalls a warning, waits until every sender has read it and let its batches go, and counts. Throws a Problem: 404, or 403 for a
 * forecaster of another issuer.
 */
export function recallWarning({ recall, deeds, clock, settings, wait }: RoutePorts & { recall: Recall; deeds: Deeds }) {
  return async (warningId: string, caller: Caller, reason: string): Promise<{ answer: Recalled; first: boolean }> => {
    const found = await recall.find(warningId);
    if (found === null) throw noSuchWarning(warningId);
    const isOperator = caller.roles.includes('operator');
    if (!isOperator && caller.issuer !== found.issuer) throw notYours(warningId, found.issuer, caller.issuer);
    const now = clock.now().toISOString();
    const written = await deeds.run(now, async (tables) => {
      const answer = await tables.recall.recall({ warningId, by: caller.label, reason, now });
      return { answer, note: answer?.first === true ? noteOf(caller, 'recalled', warningId, { reason }) : null };
    });
    if (written === null) throw noSuchWarning(warningId);
    await wait(settings.fenceMs);
    // Whoever takes a batch up from now on has read the recall: only these may still have an operation under way.
    const held = await recall.heldBatches(warningId, clock.now().toISOString());
    await letGo(warningId, held);
    const count = await recall.count(warningId, held, clock.now().toISOString());
    return { answer: { warning: warningId, recalledAt: written.recalledAt, ...count }, first: written.first };
  };

  async function letGo(warningId: string, held: readonly HeldBatch[]): Promise<void> {
    let left = held;
    for (let waited = 0; left.length > 0 && waited < settings.letGoMs; waited += LOOK_EVERY_MS) {
      await wait(LOOK_EVERY_MS);
      const now = await recall.heldBatches(warningId, clock.now().toISOString());
      left = left.filter((one) => now.some(({ id, owner }) => id === one.id && owner === one.owner));
    }
  }
}

function notYours(warningId: string, issuer: string, own: string | null): Problem {
  return new Problem({
    status: 403,
    code: 'other-issuer',
    title: 'A forecaster may recall only warnings of the own issuer',
    detail: `${warningId} was issued by ${issuer}; the caller speaks for ${own ?? 'no issuer'}`,
    more: { issuer },
  });
}
