import { readFileSync } from 'node:fs';
import { FEED_LIMITS, MESSAGE_LIMITS } from '@loa/cap';
import { LONGEST_ASKED_S, LONGEST_BACK_OFF_S, nextPoll } from '@loa/domain/source';
import { expect, test } from 'vitest';
import { pollSettings } from './config.ts';

const text = readFileSync(new URL('../../../../docs/operations.md', import.meta.url), 'utf8').replaceAll(/\s+/g, ' ');

test('pace and limits of polling that are published are those that are kept', () => {
  const settings = pollSettings.parse({});
  const first = nextPoll(86_400, { kind: 'failed', failures: 1, askedS: 0 }, 0.5).afterMs / 1_000;
  expect(text).toContain(
    `After a failure ${first} s (or \`everySeconds\`, if that is less), doubled each time up to ${LONGEST_BACK_OFF_S} s`,
  );
  expect(text).toContain(`\`Retry-After\` is respected up to ${LONGEST_ASKED_S} s`);
  expect(text).toContain(`sources are taken over after ${settings.leaseMs / 1_000} s`);
  const [feed, message] = [FEED_LIMITS, MESSAGE_LIMITS].map(({ maxBytes }) => maxBytes / 1_048_576);
  expect(text).toContain(
    `${feed} MiB for a document, ${message} MiB for a message behind a link, ${settings.timeoutMs / 1_000} s for each`,
  );
  expect(text).toContain(`${settings.linksAtOnce} links and ${settings.messagesAtOnce} messages a round`);
  expect(text).toContain(`${settings.mostShown} entries of a document`);
});
