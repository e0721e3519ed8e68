import type { Caller, Clock } from '@loa/runtime';
import type { ConsoleSettings } from './config.ts';

/** What every route of the console has at hand. */
export interface RoutePorts {
  /** A key's holder by the hex SHA-256 of the key; null when unknown or revoked. */
  readonly findKey: (hash: string) => Promise<Caller | null>;
  readonly clock: Clock;
  readonly settings: ConsoleSettings;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
}
