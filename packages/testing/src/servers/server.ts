/** An engine that tests run against. */
export type Engine = 'kafka' | 'redis' | 'postgres';

/** Where a server came from; one given by the environment is somebody's own and cannot be killed or emptied. */
export type ServerSource = 'environment' | 'docker' | 'local';

/** A running server of a test, on a free port of the loopback address with a data directory of its own. */
export interface RealServer {
  readonly engine: Engine;
  readonly source: ServerSource;
  /** What the program under test is given: `KAFKA_BROKERS`, `REDIS_URL` or `DATABASE_URL`. Stays the same over restarts. */
  readonly address: string;
  /** Process id of the running server; null where it is not a process of this machine. */
  readonly pid: number | null;
  /** Ends it and removes its data. Idempotent. */
  stop(): Promise<void>;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
  /** SIGSTOP: it keeps its connections and answers nothing. */
  pause(): Promise<void>;
  /** SIGCONT. */
  resume(): Promise<void>;
  /** Starts it again on the same port, after a kill or from running; with `empty`, without its data. */
  restart(options?: { readonly empty?: boolean }): Promise<void>;
}

/** The server cannot be had here, or cannot do what was asked. The message is a reason to print. */
export class ServerMissing extends Error {
  override readonly name = 'ServerMissing';
  readonly code = 'server-missing';
}
