import type { Fanout } from '@loa/domain/ports';
import { strata } from '@loa/domain/audience';
import type { RosterBody } from '@loa/domain/supply';
import { aWarning } from '@loa/testing/builders';
import { testLogger } from '@loa/testing/logs';
import { describe, expect, it } from 'vitest';
import { handleWarning, type HandleWarningPorts } from './handle-warning.ts';

const NOW = '2025-11-06T01:00:00.000Z';

const A_WARNING = aWarning({ status: 'Exercise' });
const body: RosterBody = {
  ...{ id: 'b', exercises: true, duties: { hazards: 'all', provinces: 'all', seaAreas: 'all' } },
  contacts: [{ id: 'one', hours: 'always', ways: ['duty'] }],
};

async function handle(result: Awaited<ReturnType<Fanout['enqueue']>>) {
  const asked: Parameters<Fanout['enqueue']>[] = [];
  let rings = 0;
  const enqueue: Fanout['enqueue'] = async (...question) => (asked.push(question), result);
  const opened: unknown[] = [];
  const supply: HandleWarningPorts['supply'] = {
    roster: async () => [body, { ...body, id: 'elsewhere', duties: { ...body.duties, hazards: ['drought'] } }],
    open: async (warning, openings, options) => (opened.push([warning.id, openings.map((one) => one.bodyId), options]), 'opened'),
  };
  const silent: number[] = [];
  const reach: HandleWarningPorts['reach'] = { noListener: async (units) => units.slice(0, 1) };
  const wake = (): void => void (rings += 1);
  const handler = handleWarning({
    fanout: { enqueue, heldAt: async () => [] },
    supply,
    reach,
    wake,
    noListener: (places) => void silent.push(places),
  });
  const log = testLogger('fanout');
  const outcome = await handler(A_WARNING, { log, signal: new AbortController().signal, now: () => new Date(NOW), attempt: 1 });
  return { outcome, asked, opened, rings, silent };
}

describe('a warning', () => {
  it('is written down as jobs by its strata, and wakes the loops', async () => {
    const { outcome, asked, rings } = await handle('enqueued');
    expect(outcome).toEqual({ kind: 'done', followUps: [] });
    expect(asked).toEqual([[A_WARNING, strata(A_WARNING, NOW), NOW]]);
    expect(rings).toBe(1);
  });

  it('calls the bodies that it concerns', async () => {
    const { opened } = await handle('enqueued');
    expect(opened).toEqual([[A_WARNING.id, ['b'], { followUp: false, now: NOW }]]);
  });

  it('that names places which nobody has asked for goes out all the same, and they are counted once', async () => {
    const first = await handle('enqueued');
    expect([first.outcome.kind, first.silent]).toEqual(['done', [1]]);
    expect((await handle('already-enqueued')).silent).toEqual([]);
  });

  it('delivered again is done again', async () => {
    expect((await handle('already-enqueued')).outcome.kind).toBe('done');
  });

  it('that no table holds is held, not lost', async () => {
    const { outcome, opened } = await handle('unknown-warning');
    expect([outcome, opened]).toMatchObject([{ kind: 'again', reason: 'unknown-warning' }, []]);
  });
});
