import { afterAll, beforeAll, describe } from 'vitest';
import { freshDatabase } from '../servers/isolation.ts';
import { need } from '../servers/need.ts';

/** A database of its own on a real PostgreSQL. */
export interface FreshPostgres {
  readonly url: string;
  /** Drops the database. */
  stop(): Promise<void>;
}

const postgres = await need('postgres');

/** Why no real PostgreSQL can be had; null when one can. */
export function postgresMissing(): string | null {
  return postgres.reason;
}

/** An empty database on the run's PostgreSQL. */
export async function freshPostgres(): Promise<FreshPostgres> {
  const { url, drop } = await freshDatabase(postgres.address);
  return { url, stop: drop };
}

/**
 * A suite on an empty database of its own on the run's PostgreSQL; skipped, with the reason in its name, where there is none. The
 * url stands from the suite's first hook to its last.
 */
export function onPostgres(what: string, suite: (postgres: Pick<FreshPostgres, 'url'>) => void): void {
  describe.skipIf(postgres.reason !== null)(postgres.reason === null ? what : `${what} (skipped: ${postgres.reason})`, () => {
    let fresh: FreshPostgres | undefined;
    beforeAll(async () => void (fresh = await freshPostgres()));
    afterAll(() => fresh?.stop());
    suite({
      get url() {
        if (fresh === undefined) throw new Error('the database is made by a hook: its url stands only in hooks and tests');
        return fresh.url;
      },
    });
  });
}
