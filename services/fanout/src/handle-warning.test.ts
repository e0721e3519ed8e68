import type { Fanout } from '@loa/domain/ports';
import { strata } from '@loa/domain/audience';
import { aWarning } from '@loa/testing/builders';
import { testLogger } from '@loa/testing/logs';
import { describe, expect, it } from 'vitest';
import { handleWarning } from './handle-warning.ts';

const NOW = '2025-11-06T01:00:00.000Z';

async function handle(result: Awaited<ReturnType<Fanout['enqueue']>>) {
  const asked: Parameters<Fanout['enqueue']>[] = [];
  let rings = 0;
  const enqueue: Fanout['enqueue'] = async (...question) => (asked.push(question), result);
  const handler = handleWarning({ fanout: { enqueue }, wake: () => void (rings += 1) });
  const log = testLogger('fanout');
  const outcome = await handler(aWarning(), { log, signal: new AbortController().signal, now: () => new Date(NOW), attempt: 1 });
  return { outcome, asked, rings };
}

describe('a warning', () => {
  it('is written down as jobs by its strata, and wakes the loops', async () => {
    const { outcome, asked, rings } = await handle('enqueued');
    expect(outcome).toEqual({ kind: 'done', followUps: [] });
    expect(asked).toEqual([[aWarning(), strata(aWarning(), NOW), NOW]]);
    expect(rings).toBe(1);
  });

  it('delivered again is done again', async () => {
    expect((await handle('already-enqueued')).outcome.kind).toBe('done');
  });

  it('that no table holds is held, not lost', async () => {
    expect((await handle('unknown-warning')).outcome).toMatchObject({ kind: 'again', reason: 'unknown-warning' });
  });
});
