import { strata } from '@loa/domain/audience';
import type { Fanout, Reach, SupplyDesk } from '@loa/domain/ports';
import { isFollowUp, openingsOf } from '@loa/domain/supply';
import type { Warning } from '@loa/domain/warning';
import { again, done, type Handler } from '@loa/runtime';

export interface HandleWarningPorts {
  readonly fanout: Pick<Fanout, 'enqueue' | 'heldAt'>;
  readonly supply: Pick<SupplyDesk, 'roster' | 'open'>;
  readonly reach: Pick<Reach, 'noListener'>;
  readonly wake: () => void;
  /** Counts places that nobody has asked for. */
  readonly noListener: (places: number) => void;
}

/**
 * Writes a warning's jobs, calls the bodies of the supply list, whose calls go before the other jobs, and wakes the loops. A warning
 * that no table holds is held, not refused: it was committed before it was published, so the database that answered is behind or not
 * the right one. Places that nobody has asked for are counted and told in the log: the warning goes out all the same.
 */
export function handleWarning({ fanout, supply, reach, wake, noListener }: HandleWarningPorts): Handler<Warning> {
  return async (warning, { log, now }) => {
    const at = now().toISOString();
    const held = await fanout.heldAt(warning.id);
    const result = await fanout.enqueue(warning, strata(warning, at, held), at);
    if (result === 'unknown-warning') return again(1_000, 'unknown-warning');
    const openings = openingsOf(warning, await supply.roster(), at);
    const opened = await supply.open(warning, openings, { followUp: isFollowUp(warning), now: at });
    log.info({ warningId: warning.id, result, opened, bodies: openings.length }, 'warning taken for fan-out');
    wake();
    if (result === 'already-enqueued') return done();
    const units = warning.entries.flatMap((entry) => entry.units);
    const places = (await reach.noListener(units, at)).length;
    noListener(places);
    if (places > 0) log.warn({ warningId: warning.id, places }, 'no-listener');
    return done();
  };
}
