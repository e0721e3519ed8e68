import type { Decision, IssueOptions, Issuing } from '@loa/domain/ports';
import type { Assessment } from '@loa/domain/risk';
import { warnings } from '@loa/domain/topics';
import type { decideIssue } from '@loa/domain/warning';
import { done, type Handler, type Hooks } from '@loa/runtime';

export interface HandleAssessment {
  readonly issuing: Issuing;
  readonly decide: typeof decideIssue;
  /** Whether citizens wait for a second person. */
  readonly hold: NonNullable<IssueOptions['hold']>;
  readonly hooks: Hooks;
  /** Told of each decision that is new. */
  readonly decided: (decision: Decision) => void;
}

/** Issues the warning of an assessed bulletin, or decides why there is none; publishes what was issued, also when redelivered. */
export function handleAssessment({ issuing, decide, hold, hooks, decided }: HandleAssessment): Handler<Assessment> {
  return async (assessment, context) => {
    const beforeCommit = (): void => hooks.reached('before-commit');
    const issued = await issuing.issue(assessment, { now: context.now().toISOString(), decide, hold, beforeCommit });
    hooks.reached('after-commit');
    if (!issued.again) decided(issued.decision);
    if (issued.decision !== 'issued') {
      context.log.info({ decision: issued.decision, reason: issued.reason, again: issued.again }, 'nothing issued');
      return done();
    }
    const { warning } = issued;
    context.log.info({ warning: warning.id, action: warning.action, again: issued.again }, 'warning issued');
    return done({ topic: warnings, key: warning.eventId, id: warning.id, message: warning });
  };
}
