import { claimsContract } from '@loa/testing/contract/claims';
import { eventLogContract } from '@loa/testing/contract/event-log';
import { rateLimiterContract } from '@loa/testing/contract/rate-limiter';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, openPglite, type Database } from '../postgres/index.ts';
import { embeddedClaims, embeddedLog, embeddedRateLimiter, embeddedStandIn } from './index.ts';

let db: Database;

beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
}, 60_000);
afterAll(() => db.close());

eventLogContract('embedded', async (topics) => {
  let answering: Promise<undefined> = Promise.resolve(undefined);
  const stallable: Database = {
    ...db,
    query: async (text, parameters) => answering.then(() => db.query(text, parameters)),
    transaction: async (work) => answering.then(() => db.transaction(work)),
  };
  const log = embeddedLog(stallable, { topics });
  return {
    log,
    async stall() {
      const gate = Promise.withResolvers<undefined>();
      answering = gate.promise;
      return async () => gate.resolve(undefined);
    },
    close: () => log.close(),
  };
});

claimsContract('embedded', async () => ({ claims: embeddedClaims(db), close: async () => undefined }));
rateLimiterContract('embedded', async () => ({ limiter: embeddedRateLimiter(db), close: async () => undefined }));

test('everybody is called to the stand-in for as long as somebody said, and not for ever', async () => {
  const standIn = embeddedStandIn(db);
  expect(await standIn.calledForMs()).toBe(0);
  await standIn.callAll(60_000);
  expect(await standIn.calledForMs()).toBeGreaterThan(0);
  await standIn.callAll(0);
  expect(await standIn.calledForMs()).toBe(0);
});
