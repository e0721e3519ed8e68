/** What the main thread asks of the PGlite worker. `values` null: a script of several statements; bytes: what a COPY takes in. */
export interface Ask {
  readonly id: number;
  readonly text: string;
  readonly values: readonly (string | null)[] | Uint8Array | null;
}

/** Rows in PostgreSQL's text form: decoding is the main thread's business, since strings are cheap to hand over. */
export interface Answer {
  readonly id: number;
  readonly columns: readonly { readonly name: string; readonly oid: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Command tag, such as `COMMIT` or `INSERT 0 5`. */
  readonly tag: string;
}

/** A statement that failed. `fatal`: the engine itself has gone, and with it every session state. */
export interface Refusal {
  readonly id: number;
  readonly failure: { readonly message: string; readonly code?: string | undefined; readonly constraint?: string | undefined };
  readonly fatal: boolean;
}

/** First word of the worker, once: open, or why not. */
export type Opening = { readonly opened: true } | { readonly opened: false; readonly locked: boolean; readonly message: string };

export interface WorkerData {
  /** A folder, or `memory`. */
  readonly dataDir: string;
}
