import { provinceOf } from '@loa/domain/place';
import type { Coverage, PlacePeople } from '@loa/domain/ports';
import { type CountOfWarning, type Line, tally } from '../counts/index.ts';
import { WARNING_KNOWN } from '../queue/index.ts';
import type { Sql } from '../sql.ts';
import { COUNTS, PEOPLE, UNITS } from './statements.ts';

type Row = Omit<CountOfWarning & Line, 'grain' | 'warningId'> & { readonly grain: CountOfWarning['grain'] | 'line' };

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
    async people(warningId, now) {
      const units = await sql.query<{ unit: string }>(UNITS, [warningId]);
      const provinces = Map.groupBy(
        units.map((one) => one.unit),
        (unit) => provinceOf(unit) ?? unit,
      );
      const found: PlacePeople[] = [];
      // A province at a time: the whole country in one statement would stand on the one session of an embedded database for seconds.
      for (const [province, of] of provinces) found.push(...(await sql.query<PlacePeople>(PEOPLE, [of, province, now])));
      return found;
    },
  };
}
