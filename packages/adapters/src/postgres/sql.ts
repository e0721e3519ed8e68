/**
 * The small structural face of a PostgreSQL session that both engines wear: `pg` and PGlite.
 *
 * Parameters: null, boolean, number, string, Date, Uint8Array (bytea), an array (an SQL array, elements as here) or a
 * plain object (json). A jsonb parameter that may be an array or a scalar is passed as `JSON.stringify(value)`.
 * Rows come back decoded the same way by both: int2, int4, int8, float, numeric as number; timestamptz as ISO string in
 * UTC with milliseconds; json and jsonb parsed; bytea as Uint8Array; text[] as string[], int8[] as number[].
 */
export interface Sql {
  /** One statement. Rejects with {@link SqlError} carrying SQLSTATE in `code`. */
  query<Row extends object = Record<string, unknown>>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** A session that takes scripts. */
export interface Scripted extends Sql {
  /** Several statements in one text, no parameters: migrations only. */
  script(text: string): Promise<void>;
}

/** A session inside a transaction. */
export interface Transaction extends Scripted {
  /** Many rows into a table: `text` is a `copy … from stdin (format binary)`, `pieces` what `copyRows` made. Errors as of `query`. */
  copy(text: string, pieces: Iterable<Uint8Array>): Promise<void>;
}

/** A database that can open transactions (READ COMMITTED). */
export interface Database extends Scripted {
  /**
   * Commits what `work` did when it resolves, rolls back when it rejects. Not re-entrant: inside, only `tx` may be used
   * (PGlite has one session, and a statement of the database itself waits until the transaction has ended).
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Waits for statements under way. Idempotent. */
  close(): Promise<void>;
}

/**
 * A failed statement. `code` is the SQLSTATE (`23505` unique violation, `53100` disk full), or `unavailable` when no
 * session could be had or it was lost: whether the statement took effect is then unknown.
 */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly code: string;
  /** Name of the violated constraint, where there was one. */
  readonly constraint: string | undefined;
  constructor(code: string, message: string, options?: { cause?: unknown; constraint?: string | undefined }) {
    super(message, options);
    this.code = code;
    this.constraint = options?.constraint;
  }
}
