import type { WrittenChannel } from '@loa/domain/audience';
import type { Channel, RateLimiter, Registry, Signups } from '@loa/domain/ports';
import type { Caller, Clock, Logger } from '@loa/runtime';
import type { SmsRegistrations } from '@loa/domain/wording';
import type { SignupSettings } from './config.ts';

/** What every route of sign-up has at hand. */
export interface RoutePorts {
  readonly registry: Pick<Registry, 'find' | 'get' | 'put' | 'change' | 'optOut' | 'optOuts' | 'remove'>;
  readonly signups: Signups;
  /** By what codes and links are sent; null: this installation has no such way. */
  readonly channels: Readonly<Record<WrittenChannel, Channel | null>>;
  readonly rateLimiter: RateLimiter;
  /** How templates of SMS stand at mobile operators. */
  readonly registrations: SmsRegistrations;
  /** A key's holder by the hex SHA-256 of the key; null when unknown or revoked. */
  readonly findKey: (hash: string) => Promise<Caller | null>;
  readonly settings: SignupSettings;
  readonly log: Logger;
  readonly clock: Clock;
}
