import type { SinkProcess } from '@loa/testing/servers';

/** Words of an e-mail. */
export interface Words {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Somebody who sends one e-mail to each recipient of a list, in processes of its own, to a far end that outlives them. */
export interface Peer {
  readonly sink: SinkProcess;
  /** Hands the job over. Resolves when all of it is handed over. */
  begin(job: string): Promise<void>;
  /** SIGKILL of the process that sends, and its start again. Resolves when it is ready. */
  killAndRestart(job: string): Promise<void>;
  /** Takes the job back, as one would. Resolves with the answer. */
  cancel(job: string): Promise<void>;
  /** Whether it knows of nothing that is left to do of the job. */
  isDone(job: string): Promise<boolean>;
  stop(): Promise<void>;
}

/** What every peer is opened with. */
export interface PeerOptions {
  readonly recipients: readonly string[];
  readonly words: Words;
  /** Multiplies the times for which a peer waits by default; 1 for figures that count. */
  readonly scale: number;
}

export const FROM = 'warnings@example.com';
/** Connections to the mail server of Loa's channel for e-mail, and of whoever says how many. */
export const CONNECTIONS = 8;
