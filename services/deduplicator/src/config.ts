import type { HoldRules } from '@loa/domain/approval';
import { address, addressList, processConfig } from '@loa/runtime';
import { z } from 'zod';

/** Whose bulletins ask no second person; `all`, or ids with commas between them. */
const trustedIssuers = z.string().transform((text) => {
  const ids = text.split(',').map((one) => one.trim());
  return ids.length === 1 && ids[0] === 'all' ? ('all' as const) : ids.filter((one) => one !== '' && one !== 'none');
});

const holding = z.object({
  LOA_TRUSTED_ISSUERS: trustedIssuers.optional(),
  /** More citizens than this ask for a second person whatever the level; absent: no number does. */
  LOA_APPROVAL_CITIZENS: z.coerce.number('expected a number of people').int().min(1).optional(),
});

/** Whom a second person is asked about; standalone spreads it into its own. */
export const holdConfig = holding.shape;

/** The rules that an environment gives; `trusted`: where it names nobody. */
export const holdRulesOf = (config: z.output<typeof holding>, trusted: HoldRules['trusted']): HoldRules => ({
  trusted: config.LOA_TRUSTED_ISSUERS ?? trusted,
  citizensLimit: config.LOA_APPROVAL_CITIZENS ?? null,
});

/** What the deduplicator process reads from its environment. */
export const deduplicatorConfig = z.object({
  ...processConfig,
  ...holdConfig,
  DATABASE_URL: address('postgres', 'postgresql'),
  KAFKA_BROKERS: addressList(),
});

/** How the deduplicator works; defaults suit every installation. */
export const deduplicatorSettings = z.object({
  /** Partitions handled side by side. */
  concurrency: z.int().min(1).default(2),
  /** How often it looks for warnings that ran out, milliseconds. */
  lapseEveryMs: z.int().min(1).default(5_000),
});
export type DeduplicatorSettings = z.output<typeof deduplicatorSettings>;
