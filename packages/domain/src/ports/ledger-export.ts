import type { DeliveryState } from '../delivery/index.ts';
import type { Instant } from '../time.ts';

/** Whose deliveries are exported: of one warning, of one event, or of warnings issued in a span, its end excluded. */
export type ExportOf = { readonly warning: string } | { readonly event: string } | { readonly from: Instant; readonly to: Instant };

/** A delivery as it is exported: ids, never an address. */
export interface ExportedDelivery {
  readonly deliveryId: number;
  readonly warningId: string;
  readonly eventId: string;
  readonly subscriberId: number;
  readonly audience: string;
  readonly channel: string;
  /** 1, and more for whoever moved while the warning was in force. */
  readonly telling: number;
  readonly operator: string | null;
  readonly lane: string;
  readonly language: string;
  readonly need: number;
  readonly level: number | null;
  readonly reason: string;
  /** Earliest at the person's places. */
  readonly onset: Instant;
  readonly units: readonly string[];
  readonly state: DeliveryState;
  readonly stateReason: string | null;
  readonly attempt: number;
  readonly queuedAt: Instant;
  readonly sentAt: Instant | null;
  readonly settledAt: Instant | null;
  readonly expiresAt: Instant;
  /** Its batch was taken up again after a sender had died: what was on the wire just then may have gone out twice. */
  readonly takenUpAgain: boolean;
}

/** After which delivery of a warning a page begins. */
export interface ExportCursor {
  readonly subscriberId: number;
  readonly channel: string;
  readonly telling: number;
}

/** The ledger, page by page, through the index of warnings: the cost of a page does not grow with how far it is. */
export interface LedgerExport {
  /** Ids of the warnings asked for, in the order of their issue. */
  warnings(of: ExportOf): Promise<string[]>;
  /** At most `limit` deliveries of a warning after `after` (null: from the first), by subscriber, channel and telling. */
  page(warningId: string, after: ExportCursor | null, limit: number): Promise<ExportedDelivery[]>;
}
