import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'services/**/*.test.ts', 'tests/**/*.test.ts'],
    // Real servers, each started when the first file asks for it.
    globalSetup: ['tests/setup/real-servers.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: files side by side beyond that only make real servers wait for each other.
    maxWorkers: 2,
  },
});
