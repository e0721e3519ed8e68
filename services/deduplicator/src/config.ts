import { address, addressList, processConfig } from '@loa/runtime';
import { z } from 'zod';

/** What the deduplicator process reads from its environment. */
export const deduplicatorConfig = z.object({
  ...processConfig,
  DATABASE_URL: address('postgres', 'postgresql'),
  KAFKA_BROKERS: addressList(),
});
export type DeduplicatorConfig = z.output<typeof deduplicatorConfig>;

/** How the deduplicator works; defaults suit every installation. */
export const deduplicatorSettings = z.object({
  /** Partitions handled side by side. */
  concurrency: z.int().min(1).default(2),
  /** How often it looks for warnings that ran out, milliseconds. */
  lapseEveryMs: z.int().min(1).default(5_000),
});
export type DeduplicatorSettings = z.output<typeof deduplicatorSettings>;
