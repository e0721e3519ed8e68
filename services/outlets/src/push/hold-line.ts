import type { OutletLine, SettledItems } from '@loa/domain/ports';
import type { Settles } from './settles.ts';

/** A line under our lease. */
export interface HeldLine {
  /** Where the line stands, and the newest number of its sequence, as of the last settle. */
  readonly stands: number;
  readonly head: number;
  /**
   * Writes what became of the items up to `to`. `lost`: somebody else holds the line; `changed`: the outlet is not what it was when
   * the line was taken.
   */
  settle(kind: SettledItems['kind'], to: number, keep: boolean, failure?: SettledItems['failure']): Promise<'held' | 'changed' | 'lost'>;
}

export function holdLine(line: OutletLine, owner: string, settles: Settles): HeldLine {
  let { number: stands, head } = line;
  return {
    get stands() {
      return stands;
    },
    get head() {
      return head;
    },
    async settle(kind, to, keep, failure) {
      const base = { outletId: line.outletId, status: line.status, owner, from: stands, to, kind, keep };
      const stand = await settles.settle(failure === undefined ? base : { ...base, failure });
      if (stand === null) return 'lost';
      ({ number: stands, head } = stand);
      return stand.open && stand.version === line.version ? 'held' : 'changed';
    },
  };
}
