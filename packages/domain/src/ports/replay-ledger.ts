import type { Instant } from '../time.ts';

/** How far a warning's fan-out and deliveries are. */
export interface ReplayProgress {
  readonly jobsDone: boolean;
  readonly deliveries: number;
  /** Deliveries whose state may still change: waiting, in doubt, or accepted on a channel that will report delivery. */
  readonly open: number;
}

/** A ledger row as a report shows it: ids, never an address. */
export interface LedgerLine {
  readonly deliveryId: number;
  readonly bulletinId: string;
  readonly warningId: string;
  readonly subscriberId: number;
  readonly audience: string;
  readonly channel: string;
  readonly lane: string;
  readonly reason: string;
  readonly level: number | null;
  readonly state: string;
  readonly stateReason: string | null;
  readonly attempt: number;
  readonly sentAt: Instant | null;
  readonly settledAt: Instant | null;
}

/** A person of the registry as targeting sees them. */
export interface RegistryLine {
  readonly id: number;
  readonly audience: string;
  readonly language: string;
  readonly channels: readonly string[];
  readonly units: readonly string[];
}

/**
 * What a replay and its report read. Contacts of the supply list are left out: who of a body is called is on the supply clock.
 * `reporting`: channels whose provider reports delivery after acceptance.
 */
export interface ReplayLedger {
  of(warningId: string, reporting: readonly string[]): Promise<ReplayProgress>;
  /** Rows of the events, in order of their ids. */
  ledger(eventIds: readonly string[]): Promise<LedgerLine[]>;
  /** Everybody who has not opted out, watchdog listeners left out. */
  registry(): Promise<RegistryLine[]>;
}
