import type { Audience, Channel, Language, Lane } from '../audience/index.ts';
import type { DeliveryReason, DeliveryState } from '../delivery/index.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/index.ts';

/** A delivery that a sender has in hand. */
export interface LedgerRow {
  readonly deliveryId: number;
  readonly subscriberId: number;
  /** Address or number on the batch's channel; null when the subscriber has none any more. */
  readonly to: string | null;
  readonly audience: Audience;
  readonly reason: DeliveryReason;
  readonly level: number | null;
  readonly units: readonly Unit[];
  readonly expiresAt: Instant;
  readonly state: Extract<DeliveryState, 'queued' | 'due' | 'unknown'>;
  readonly stateReason: string | null;
  /** Attempts settled so far. */
  readonly attempt: number;
  /** Of those, how many nobody can say what became of. */
  readonly doubts: number;
  /** The provider's account that the last attempt went to; null before the first. */
  readonly provider: string | null;
  /** Of this channel. */
  readonly optedOut: boolean;
  /** Asked for Vietnamese SMS without marks. */
  readonly unaccented: boolean;
  readonly supply: boolean;
  readonly exercises: boolean;
  readonly watchdog: boolean;
  /** It tells of places of which citizens are not told before a second person has answered; whoever may hear them now hears them always. */
  readonly waits: boolean;
}

export interface LeasedBatch {
  readonly id: number;
  readonly channel: Channel;
  readonly lane: Lane;
  readonly language: Language;
  /** Somebody held it before and did not let go: its unsettled rows may have been sent. */
  readonly leasedBefore: boolean;
}

export type LeaseResult =
  | {
      readonly kind: 'leased';
      readonly batch: LeasedBatch;
      readonly warning: Warning;
      readonly rows: readonly LedgerRow[];
      readonly inItsPlace: readonly number[];
    }
  /** Nothing is left to do with it, or there is no such batch. `inItsPlace`: open batches that share its place in the queue. */
  | { readonly kind: 'done'; readonly inItsPlace: readonly number[] }
  /** Somebody else's lease runs. */
  | { readonly kind: 'held' };

/** What one attempt, or the decision not to make one, says of a delivery. */
export interface SettleResult {
  readonly deliveryId: number;
  readonly attempt: number;
  readonly state: Exclude<DeliveryState, 'queued'>;
  /** One of the closed list of reasons; null for a plain acceptance. */
  readonly reason: string | null;
  /** When the attempt went onto the wire; null when none did. */
  readonly sentAt: Instant | null;
  /** Null for what is to be tried or looked up again at `dueAt`. */
  readonly settledAt: Instant | null;
  readonly dueAt: Instant | null;
  readonly providerId: string | null;
  /** How many attempts nobody can say what became of; absent: as many as before. */
  readonly doubts?: number;
  /** The provider's account that the attempt went to; absent or null where none did: then the row keeps what it has. */
  readonly provider?: string | null | undefined;
}

/** An attempt that a provider took in one part or more. */
export interface SentMessage {
  readonly deliveryId: number;
  readonly attempt: number;
  readonly parts: number;
}

/** Whose message an id of a provider is. The id of a message of several parts is those of its parts, with spaces between. */
export interface SentMessages {
  /** `provider`: the account; `providerId`: of a part. Null where the ledger has no such message. */
  find(provider: string, providerId: string): Promise<SentMessage | null>;
  /** Keeps that parts were delivered, also of messages whose settle is still to come. Returns those of the messages that are delivered as a whole. */
  partsDelivered(provider: string, parts: readonly (SentMessage & { readonly providerId: string })[]): Promise<readonly SentMessage[]>;
}

/**
 * The ledger as senders see it. Obligations:
 * - A batch has one holder at a time; a lease that ran out can be taken by anybody, one that was let go leaves no trace.
 * - The rows of a lease are read after the lease is taken: they are those still to be sent, none that gave way to a later warning.
 * - `settle` never lowers a rank; of a row that a receipt has carried further it fills in only what is missing. One delivery appears at
 *   most once per call; all or none of the results are kept.
 * - A reason that is not in the closed list is kept as `unexpected`.
 * - A row told (accepted or unknown) of a warning that has been cancelled gets its own row of the cancelling warning in the same
 *   transaction, unless it has one; no order of settle, cancel and fan-out misses it.
 */
export interface Ledger {
  /** Open batches that nobody holds and that go before it: of higher precedence in its channel and lane, of whichever warning, in their order. */
  before(batchId: number): Promise<number[]>;
  lease(batchId: number, owner: string, leaseMs: number): Promise<LeaseResult>;
  /** Of `batchIds`, those still held by `owner`, now for `leaseMs` more. */
  renew(batchIds: readonly number[], owner: string, leaseMs: number): Promise<number[]>;
  settle(results: readonly SettleResult[]): Promise<void>;
  /** By delivery of the batch, the last earlier one that told the same person of the event on the same channel; absent of first news. */
  earlierTold(batchId: number): Promise<ReadonlyMap<number, number>>;
  /** Places of the warning of which citizens are not told now: they wait for a second person, or a later warning speaks there. */
  silentPlaces(warningId: string): Promise<ReadonlySet<Unit>>;
  /**
   * Of `providerIds`, all of them of one address since `since`: those that no other delivery has, and how many other deliveries to that address
   * may be one of them.
   */
  unclaimed(
    deliveryId: number,
    providerIds: readonly string[],
    since: Instant,
  ): Promise<{ readonly ids: readonly string[]; readonly rivals: number }>;
  /** Ends the lease: the batch is done when no row of it is left to be sent, which is looked up unless the holder knows it. */
  close(batchId: number, owner: string, known?: { readonly nothingWaits: boolean }): Promise<'done' | 'open' | 'lost'>;
}
