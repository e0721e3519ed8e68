import { bulletinsTable, type Database, issuingTable, migrate, openPglite, warningsTable } from '@loa/adapters/postgres';
import { decideHold } from '@loa/domain/approval';
import type { Decision } from '@loa/domain/ports';
import { decideIssue } from '@loa/domain/warning';
import { type Hooks, noHooks } from '@loa/runtime';
import { aStormArea } from '@loa/testing/builders';
import { anAssessment } from '@loa/testing/contract/tables';
import { testLogger } from '@loa/testing/logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handleAssessment } from './handle-assessment.ts';

const context = {
  log: testLogger('deduplicator'),
  signal: new AbortController().signal,
  now: () => new Date('2025-11-06T00:00:00.000Z'),
  attempt: 1,
};
let db: Database;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
});
afterAll(() => db.close());

const hold = { decide: decideHold, rules: { trusted: 'all', citizensLimit: null } } as const;
const decisions: Decision[] = [];
const handler = (hooks: Hooks = noHooks) =>
  handleAssessment({ issuing: issuingTable(db), decide: decideIssue, hold, hooks, decided: (decision) => decisions.push(decision) });

test('a warning is issued and published under its id; redelivered the same is published and nothing is counted twice', async () => {
  const assessment = anAssessment({ event: { id: 'issued' } });
  const outcome = await handler()(assessment, context);
  expect(outcome).toMatchObject({
    kind: 'done',
    followUps: [{ topic: { name: 'warnings' }, key: 'issued', id: 'test-1', message: { number: 1 } }],
  });
  expect(await handler()(assessment, { ...context, now: () => new Date('2025-11-06T01:00:00.000Z') })).toEqual(outcome);
  expect(decisions).toEqual(['issued']);
});

test('a bulletin that says the same again publishes nothing, and its row says so', async () => {
  const again = anAssessment({ event: { id: 'issued' }, sequence: 2 });
  expect(await handler()(again, context)).toEqual({ kind: 'done', followUps: [] });
  expect(await bulletinsTable(db).get(again.bulletinId)).toMatchObject({ decision: 'repeat', warning: null });
});

test('a later bulletin of the series refers to the earlier warning', async () => {
  const next = anAssessment({ event: { id: 'issued' }, sequence: 3, areas: [aStormArea({ announcedLevel: 5 })] });
  const message = { msgType: 'Update', references: ['test-1'], entries: [{ change: 'escalated', level: 5 }] };
  expect(await handler()(next, context)).toMatchObject({ followUps: [{ message }] });
});

test('a process that dies before the commit has issued nothing; one that dies after it publishes on redelivery', async () => {
  const assessment = anAssessment({ event: { id: 'killed' } });
  const dying = (at: string): Hooks => ({
    reached(point) {
      if (point === at) throw new Error(`killed ${point}`);
    },
  });
  const before = await warningsTable(db).after('Test', 0, 100);
  await expect(handler(dying('before-commit'))(assessment, context)).rejects.toThrow('killed before-commit');
  expect(await warningsTable(db).after('Test', 0, 100)).toEqual(before);
  await expect(handler(dying('after-commit'))(assessment, context)).rejects.toThrow('killed after-commit');
  const outcome = await handler()(assessment, context);
  expect(outcome).toMatchObject({ kind: 'done', followUps: [{ message: { number: before.length + 1 } }] });
});
