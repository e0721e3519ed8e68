import { type Bulletin, bulletinId } from '@loa/domain/bulletin';
import type { Bulletins, EventStates } from '@loa/domain/ports';
import type { AssessResult, HazardInForce } from '@loa/domain/risk';
import { assessments } from '@loa/domain/topics';
import { hazardsInForce } from '@loa/domain/warning';
import { done, type Handler, type Hooks, refuse } from '@loa/runtime';

export interface HandleBulletin {
  readonly bulletins: Pick<Bulletins, 'find' | 'recordAssessment' | 'recordRefusal'>;
  /** What other hazards of the event have in force: raises (Article 4.4) are proposed against it. */
  readonly events: EventStates;
  readonly assess: (bulletin: Bulletin, inForce: readonly HazardInForce[]) => AssessResult;
  readonly hooks: Hooks;
}

/**
 * Assesses a bulletin, keeps the assessment with its row and passes it on. Refuses, with the reason kept in the row, what
 * cannot be assessed; what differs from the bulletin that stands under the same id; and what intake has not taken, for nobody has
 * looked at who sent it: but for tests, which reach nobody.
 */
export function handleBulletin({ bulletins, events, assess, hooks }: HandleBulletin): Handler<Bulletin> {
  return async (bulletin, context) => {
    if (bulletin.status !== 'Test' && (await bulletins.find(bulletin)) === 'absent') return refuse('not-taken-by-intake');
    const now = context.now().toISOString();
    const state = await events.get(bulletin.event.id);
    const result = assess(bulletin, state === null ? [] : hazardsInForce(state, bulletin.status, now));
    if (!result.ok) {
      const reason = `${result.path.join('.')}: ${result.reason}`;
      await bulletins.recordRefusal(bulletin, reason, now);
      return refuse(reason);
    }
    hooks.reached('before-commit');
    const kept = await bulletins.recordAssessment(result.assessment, now);
    hooks.reached('after-commit');
    if (kept === 'different') return refuse('sequence-conflict: another content stands under this id');
    return done({ topic: assessments, key: bulletin.event.id, id: bulletinId(bulletin), message: result.assessment });
  };
}
