import { communes } from '@loa/domain/place';
import type { Coverage, PlacePeople } from '@loa/domain/ports';
import { type CountOfWarning, type Line, tally } from '../counts/index.ts';
import { WARNING_KNOWN } from '../queue/index.ts';
import type { Sql } from '../sql.ts';
import { COUNTS, PEOPLE } from './statements.ts';

type Row = Omit<CountOfWarning & Line, 'grain' | 'warningId'> & { readonly grain: CountOfWarning['grain'] | 'line' };

const UNITS = communes().map((one) => one.code);
const PROVINCES_OF_UNITS = communes().map((one) => one.province);

/** How warnings stand at their places, on PostgreSQL; see {@link Coverage}. Rejects with SqlError. */
export function coverageTable(sql: Sql): Coverage {
  return {
    async counts(warningId) {
      if ((await sql.query(WARNING_KNOWN, [warningId])).length === 0) return null;
      const [lines, known]: [Line[], CountOfWarning[]] = [[], []];
      for (const { grain, ...row } of await sql.query<Row>(COUNTS, [warningId]))
        if (grain === 'line') lines.push({ ...row, warningId });
        else known.push({ ...row, grain, warningId });
      return tally(lines, known);
    },
    people: (warningId, now) => sql.query<PlacePeople>(PEOPLE, [warningId, UNITS, PROVINCES_OF_UNITS, now]),
  };
}
