import { type Bulletin, bulletinId } from '@loa/domain/bulletin';
import type { Bulletins } from '@loa/domain/ports';
import type { AssessResult } from '@loa/domain/risk';
import { assessments } from '@loa/domain/topics';
import { done, type Handler, type Hooks, refuse } from '@loa/runtime';

export interface HandleBulletin {
  readonly bulletins: Pick<Bulletins, 'recordAssessment' | 'recordRefusal'>;
  readonly assess: (bulletin: Bulletin) => AssessResult;
  readonly hooks: Hooks;
}

/**
 * Assesses a bulletin, keeps the assessment with its row and passes it on. Refuses, with the reason kept in the row, what
 * cannot be assessed; and what differs from the bulletin that stands under the same id.
 */
export function handleBulletin({ bulletins, assess, hooks }: HandleBulletin): Handler<Bulletin> {
  return async (bulletin, context) => {
    const now = context.now().toISOString();
    const result = assess(bulletin);
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
