import { address, addressList, processConfig } from '@loa/runtime';
import { z } from 'zod';

const exercisesTo = z.enum(['named', 'everybody'], 'expected named or everybody');

/** What the fan-out process reads from its environment. */
export const fanoutConfig = z.object({
  ...processConfig,
  DATABASE_URL: address('postgres', 'postgresql'),
  KAFKA_BROKERS: addressList(),
  /** Whom exercises are written for: `named` where messages reach people. */
  LOA_EXERCISES_TO: exercisesTo.default('everybody'),
});

/** How fan-out works; defaults suit every installation. */
export const fanoutSettings = z.object({
  /** People a slice looks at: what a flash warning waits for, at most. */
  slicePeople: z.int().min(1).max(5_000).default(5_000),
  /** Rows of a batch: what a sender leases at once. */
  batchRows: z.int().min(1).max(500).default(500),
  /** Of an exercise `named` writes rows for those named for it alone; `everybody`: for all, and the gate holds the others back where messages reach people. */
  exercisesTo: exercisesTo.default('everybody'),
  /** Slices under way at once, each of another event. */
  loops: z.int().min(1).max(8).default(1),
  /** Wait before looking again when there was nothing to do, milliseconds. */
  idleMs: z.int().min(1).default(100),
  /** Longest wait between tries while the database or the log does not answer, milliseconds. */
  longestBackOffMs: z.int().min(1).default(5_000),
});
export type FanoutSettings = z.output<typeof fanoutSettings>;
