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
