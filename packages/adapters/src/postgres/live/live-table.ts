import type { Live, LiveHead, LiveMark, Progress, ProvinceProgress } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';
import { GAUGES, HEADS, MARKS, OUTLETS_BEHIND, PROGRESS, PROVINCES } from './statements.ts';

interface Gauges {
  readonly deadLetters: number;
  readonly due: number;
  readonly unknown: number;
  readonly nextAt: string | null;
  readonly notTakenOver: number;
}
interface Behind {
  readonly state: 'flowing' | 'failing';
  readonly outlets: number;
  readonly items: number;
  readonly seconds: number;
}

/** What the wall shows, on PostgreSQL; see the port. */
export function liveTable(db: Sql): Live {
  return {
    marks: (now) => db.query<LiveMark>(MARKS, [now]),
    heads: (ids) => db.query<LiveHead>(HEADS, [ids]),
    progress: (ids) => db.query<Progress & { warning: string }>(PROGRESS, [ids]),
    provinces: (ids) => db.query<ProvinceProgress>(PROVINCES, [ids]),
    async gauges(now) {
      const [row] = await db.query<Gauges>(GAUGES);
      const behind = await db.query<Behind>(OUTLETS_BEHIND, [now]);
      const { deadLetters = 0, due = 0, unknown = 0, nextAt = null, notTakenOver = 0 } = row ?? {};
      return {
        ...{ deadLetters, notTakenOver },
        retries: { due, unknown, nextAt },
        outlets: {
          count: behind.reduce((sum, one) => sum + one.outlets, 0),
          failing: behind.find((one) => one.state === 'failing')?.outlets ?? 0,
          mostItems: Math.max(0, ...behind.map((one) => one.items)),
          mostSeconds: Math.max(0, ...behind.map((one) => one.seconds)),
        },
      };
    },
  };
}
