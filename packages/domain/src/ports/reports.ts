import type { Status } from '../bulletin/bulletin.ts';
import type { Hazard } from '../bulletin/hazard.ts';
import type { DeliveryState } from '../delivery/index.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';
import type { Channel } from '../audience/index.ts';

/** An event of one status that warnings were issued of. */
export interface ReportedEvent {
  readonly eventId: string;
  readonly status: Status;
  /** As its last warning calls it. */
  readonly name: Warning['eventName'] | null;
  readonly hazard: Hazard;
  readonly warnings: number;
  readonly firstIssuedAt: Instant;
  readonly lastIssuedAt: Instant;
}

/** A warning with what a report says of its way. */
export interface ReportedWarning {
  readonly warning: Warning;
  /** When intake took its bulletin. */
  readonly acceptedAt: Instant | null;
  readonly cancelledBy: string | null;
  readonly lapsedAt: Instant | null;
  readonly recalledAt: Instant | null;
  readonly recalledBy: string | null;
  readonly recallReason: string | null;
  /** When its deliveries were dropped for their age: their counts stay. */
  readonly retiredAt: Instant | null;
  /** Agencies and relays that confirmed, and are no bodies of the supply list. */
  readonly othersConfirmed: number;
  /** People at its places whom the exercise was not for, and who have no rows therefore. */
  readonly unnamed: number;
}

/** How many deliveries of a warning stand alike. */
export interface WarningCount {
  readonly warningId: string;
  readonly channel: Channel;
  readonly state: DeliveryState;
  /** Null where the state says all. */
  readonly stateReason: string | null;
  readonly rows: number;
}

/** What a report reads beside coverage, ledger and supply records. Obligation: none of it reads the ledger. */
export interface Reports {
  /** Events of the newest warnings in status Actual or Exercise, the newest first. */
  events(limit: number): Promise<ReportedEvent[]>;
  /** Warnings of an event in one status, by number; none: there is no such event. */
  warnings(eventId: string, status: Status): Promise<ReportedWarning[]>;
  /** Counts of warnings: exactly those of the ledger at one moment. */
  counts(warningIds: readonly string[]): Promise<WarningCount[]>;
}
