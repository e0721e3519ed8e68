import { strata } from '@loa/domain/audience';
import type { Fanout } from '@loa/domain/ports';
import type { Warning } from '@loa/domain/warning';
import { again, done, type Handler } from '@loa/runtime';

/**
 * Writes a warning's jobs and wakes the loops. A warning that no table holds is held, not refused: it was committed before it
 * was published, so the database that answered is behind or not the right one.
 */
export function handleWarning({ fanout, wake }: { fanout: Pick<Fanout, 'enqueue'>; wake: () => void }): Handler<Warning> {
  return async (warning, { log, now }) => {
    const at = now().toISOString();
    const result = await fanout.enqueue(warning, strata(warning, at), at);
    if (result === 'unknown-warning') return again(1_000, 'unknown-warning');
    log.info({ warningId: warning.id, result }, 'warning taken for fan-out');
    wake();
    return done();
  };
}
