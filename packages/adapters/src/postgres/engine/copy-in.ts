import type pg from 'pg';

/** What pg's connection does beside what its types say. */
interface CopyConnection extends pg.Connection {
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** `copy … from stdin` on a client of pg, which calls these methods as the server answers. Resolves when the server has taken all. */
export class CopyIn implements pg.Submittable {
  readonly done: Promise<void>;
  /** Set by pg to end the wait when its time is over. */
  callback: (error?: Error | null) => void;
  readonly #text: string;
  readonly #pieces: Iterable<Uint8Array>;
  /** Why the pieces ended before their time. */
  #broken: Error | null = null;

  constructor(text: string, pieces: Iterable<Uint8Array>) {
    this.#text = text;
    this.#pieces = pieces;
    let settle: CopyIn['callback'] = () => undefined;
    this.done = new Promise((resolve, reject) => {
      settle = (error) => (error ? reject(error) : resolve());
    });
    this.callback = settle;
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    try {
      for (const piece of this.#pieces) connection.sendCopyFromChunk(piece);
      connection.endCopyFrom();
    } catch (error) {
      this.#broken = error instanceof Error ? error : new Error('no rows', { cause: error });
      connection.sendCopyFail('the rows broke off');
    }
  }

  handleCommandComplete(): void {
    // The server is ready only afterwards.
  }

  handleReadyForQuery(): void {
    this.callback();
  }

  handleError(error: Error): void {
    this.callback(this.#broken ?? error);
  }
}
