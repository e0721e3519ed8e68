import { readFileSync } from 'node:fs';
import { PROVED_WITHIN_DAYS, RETRY_AFTER_S } from '@loa/domain/outlet';
import { expect, test } from 'vitest';
import { outletsSettings } from './config.ts';

const text = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8').replaceAll(/\s+/g, ' ');

test('the schedule of retries that is published is the one that is kept', () => {
  const settings = outletsSettings.parse({ publicUrl: 'https://loa.example' });
  expect(text).toContain(`${RETRY_AFTER_S.join(', ')} s, then every ${String(RETRY_AFTER_S.at(-1))} s for ever`);
  expect(text).toContain(`nothing within ${settings.timeoutMs / 1_000} s`);
  expect(text).toContain(`taken over after ${settings.leaseMs / 1_000} s`);
  expect([text.includes('for seven days'), PROVED_WITHIN_DAYS]).toEqual([true, 7]);
});
