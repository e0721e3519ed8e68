import { address, processConfig } from '@loa/runtime';
import { z } from 'zod';

/** What the feeds process reads from its environment. */
export const feedsConfig = z.object({ ...processConfig, DATABASE_URL: address('postgres', 'postgresql') });
export type FeedsConfig = z.output<typeof feedsConfig>;
