import { type Hold, silentAt } from '@loa/domain/approval';
import type { WaitEnd } from '@loa/domain/ports';
import { LATER } from '../approvals/index.ts';
import type { Sql } from '../sql.ts';

const HOLD = `
-- Where a warning's citizens wait, and what was answered. $1 warning
select w.content ->> 'hazard' as hazard, a.units, a.outcome, ${LATER} as later
from approvals a join warnings w on w.id = a.warning_id where a.warning_id = $1`;

/** The hold of a warning; null where nobody was asked about it. */
export async function readHold(tx: Sql, warningId: string): Promise<Hold | null> {
  const [row] = await tx.query<Hold>(HOLD, [warningId]);
  return row ?? null;
}

/** Why those who waited are not told by the warning; null: they are, now. */
export function waitEnd(hold: Hold | null): WaitEnd | null {
  if (hold?.outcome === 'refused') return 'refused';
  return hold !== null && silentAt(hold).size === hold.units.length ? 'overtaken' : null;
}
