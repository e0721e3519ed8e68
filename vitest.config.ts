import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/setup/longest-first.ts';

const limits = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    // Real servers, each started when the first file asks for it.
    globalSetup: ['tests/setup/real-servers.ts'],
    // Two cores: files side by side beyond that only make real servers wait for each other.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      // One process for many files: loading the modules anew for each took as long as half of the tests themselves.
      { test: { ...limits, name: 'parts', include: ['packages/**/*.test.ts', 'services/**/*.test.ts'], isolate: false } },
      { test: { ...limits, name: 'whole', include: ['tests/**/*.test.ts'] } },
    ],
  },
});
