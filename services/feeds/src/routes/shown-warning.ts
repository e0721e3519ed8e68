import type { IssuedWarning, Warnings } from '@loa/domain/ports';
import { parseParameters, Problem } from '@loa/runtime';
import { z } from 'zod';

/** What names a warning in an address. */
export const warningId = z.object({ id: z.string().max(80) });

/** The warning that an address under `/api/warnings/:id/` names: 404 where there is none, 410 where it was recalled. */
export async function shownWarning(warnings: Pick<Warnings, 'get'>, of: unknown): Promise<IssuedWarning> {
  const issued = await warnings.get(parseParameters(warningId, of).id);
  if (issued === null) throw new Problem({ status: 404, code: 'warning-unknown', title: 'There is no such warning' });
  if (issued.recalledAt !== null) throw new Problem({ status: 410, code: 'warning-recalled', title: 'This warning was recalled' });
  return issued;
}
