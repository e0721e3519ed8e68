/**
 * The small structural face of a PostgreSQL session that both engines wear: `pg` and PGlite.
 * Parameters are bound as given; rows come back decoded the same way by both (int8 as number, timestamptz as
 * ISO string in UTC with milliseconds, jsonb parsed, bytea as Uint8Array, text[] as string[]).
 */
export interface Sql {
  /** One statement. Rejects with {@link SqlError} carrying SQLSTATE in `code`. */
  query<Row extends object = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** A database that can open transactions (READ COMMITTED). */
export interface Database extends Sql {
  /** Commits what `work` did when it resolves, rolls back when it rejects. Not re-entrant. */
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  /** Several statements in one text, no parameters: migrations only. */
  script(text: string): Promise<void>;
  close(): Promise<void>;
}

/** A failed statement. `code` is the SQLSTATE (`23505` unique violation, `53100` disk full), or `unavailable` when no session could be had. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly code: string;
  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
