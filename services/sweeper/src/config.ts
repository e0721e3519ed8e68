import { address, addressList, processConfig } from '@loa/runtime';
import { z } from 'zod';

/** What calling the bodies of the supply list reads; standalone spreads it into its own. */
export const supplyConfig = {
  /** Minutes in which a contact of the supply list is to confirm before the next one is called; absent: by the need. */
  LOA_SUPPLY_CONFIRM_MINUTES: z.coerce.number('expected minutes').positive('expected minutes above 0').optional(),
};

/** How long the ledger keeps deliveries; standalone spreads it into its own. */
export const retentionConfig = {
  /** Days after which deliveries of events that are over are dropped; absent: never. */
  LOA_RETENTION_DAYS: z.coerce.number('expected days').int('expected whole days').min(1, 'expected at least 1 day').optional(),
};

/** What the sweeper process reads from its environment. */
export const sweeperConfig = z.object({
  ...processConfig,
  DATABASE_URL: address('postgres', 'postgresql'),
  KAFKA_BROKERS: addressList(),
  ...supplyConfig,
  ...retentionConfig,
});

/** How the sweeper works; defaults suit every installation. Ages in milliseconds. */
export const sweeperSettings = z.object({
  /** Wait between two rounds. */
  everyMs: z.int().min(1).default(1_000),
  /** Rows of one statement. */
  limit: z.int().min(1).max(5_000).default(5_000),
  /** Statements of one action in one round, while each finds its limit. */
  rounds: z.int().min(1).default(4),
  batchRows: z.int().min(1).max(500).default(500),
  /** Something committed and not published for this long is published by the sweeper: whoever committed it died, or its log did not answer. */
  unpublishedAfterMs: z.int().min(0).default(5_000),
  /** A published batch that nobody took for this long is published again: its message is lost. */
  strandedAfterMs: z.int().min(0).default(30_000),
  /** How often open batches are looked through for empty ones: each is read, and in a long queue there are thousands. */
  closeEmptyEveryMs: z.int().min(0).default(10_000),
  /** Batches of one channel and lane that are published again at once. */
  strandedPerLane: z.int().min(1).default(12),
  /** An issued warning that fan-out has not seen for this long is published again. */
  unseenAfterMs: z.int().min(0).default(30_000),
  /** Rows that ended less than this ago may still be joined by ones that end before them. */
  owedAfterMs: z.int().min(0).default(2_000),
  /** How far back a starting sweeper looks for people who are owed news. */
  owedSinceMs: z.int().min(0).default(86_400_000),
  /** Bodies of the supply list looked at in one page. */
  supplyLimit: z.int().min(1).default(500),
  /** Warnings issued longer ago than this and never opened were issued before there was a supply list. */
  supplySinceMs: z.int().min(0).default(3_600_000),
  /** Minutes in which a contact is to confirm; absent: by the need. */
  confirmWithinMinutes: z.number().positive().optional(),
  /** Days after which deliveries of events that are over are dropped; absent: never. */
  retentionDays: z.int().min(1).optional(),
  /** How often changes of the ledger are folded into its counts: rarely costs less, and readers count what is not folded yet. */
  foldEveryMs: z.int().min(0).default(10_000),
  /** Deliveries that one statement of folding speaks of. */
  foldRows: z.int().min(1).default(200_000),
});
export type SweeperSettings = z.output<typeof sweeperSettings>;
