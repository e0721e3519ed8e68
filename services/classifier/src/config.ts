import { provisional } from '@loa/domain/risk';
import { address, addressList, processConfig } from '@loa/runtime';
import { z } from 'zod';

/** What the classifier process reads from its environment. */
export const classifierConfig = z.object({
  ...processConfig,
  DATABASE_URL: address('postgres', 'postgresql'),
  KAFKA_BROKERS: addressList(),
  /** `off`: rows of the rulebook whose wording is not confirmed give no level. */
  LOA_RULEBOOK_PROVISIONAL: provisional.default('on'),
});

/** How the classifier works; defaults suit every installation. */
export const classifierSettings = z.object({
  /** Partitions handled side by side. */
  concurrency: z.int().min(1).default(2),
  provisional: provisional.default('on'),
});
export type ClassifierSettings = z.output<typeof classifierSettings>;
