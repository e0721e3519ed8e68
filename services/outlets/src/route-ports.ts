import type { Airings, Callbacks, Channel, Outlets, RateLimiter, Warnings, Websub } from '@loa/domain/ports';
import type { Caller, Clock } from '@loa/runtime';
import type { OutletsSettings } from './config.ts';
import type { Slots } from './push/slots.ts';
import type { DocumentOf } from './websub/documents.ts';

/** What every route of outlets has at hand. */
export interface RoutePorts {
  readonly outlets: Outlets;
  readonly airings: Airings;
  readonly warnings: Pick<Warnings, 'get' | 'several'>;
  readonly websub: Websub;
  readonly callbacks: Callbacks;
  /** Null: this installation sends no e-mail. */
  readonly mail: Channel | null;
  readonly documentOf: DocumentOf;
  readonly rateLimiter: RateLimiter;
  /** An operator's key by the hex SHA-256 of it; null when unknown or revoked. */
  readonly findKey: (hash: string) => Promise<Caller | null>;
  /** Places of calls to outlets. */
  readonly slots: Slots;
  readonly settings: OutletsSettings;
  readonly clock: Clock;
}
