import { strata } from '@loa/domain/audience';
import type { Fanout, SupplyDesk } from '@loa/domain/ports';
import { isFollowUp, openingsOf } from '@loa/domain/supply';
import type { Warning } from '@loa/domain/warning';
import { again, done, type Handler } from '@loa/runtime';

export interface HandleWarningPorts {
  readonly fanout: Pick<Fanout, 'enqueue'>;
  readonly supply: Pick<SupplyDesk, 'roster' | 'open'>;
  readonly wake: () => void;
}

/**
 * Writes a warning's jobs, calls the bodies of the supply list, whose calls go before the other jobs, and wakes the loops. A warning
 * that no table holds is held, not refused: it was committed before it was published, so the database that answered is behind or not
 * the right one.
 */
export function handleWarning({ fanout, supply, wake }: HandleWarningPorts): Handler<Warning> {
  return async (warning, { log, now }) => {
    const at = now().toISOString();
    const result = await fanout.enqueue(warning, strata(warning, at), at);
    if (result === 'unknown-warning') return again(1_000, 'unknown-warning');
    const openings = openingsOf(warning, await supply.roster(), at);
    const opened = await supply.open(warning, openings, { followUp: isFollowUp(warning), now: at });
    log.info({ warningId: warning.id, result, opened, bodies: openings.length }, 'warning taken for fan-out');
    wake();
    return done();
  };
}
