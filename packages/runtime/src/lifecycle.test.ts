import { testLogger } from '@loa/testing/logs';
import { describe, expect, it } from 'vitest';
import { createLifecycle } from './lifecycle.ts';

const log = testLogger('runtime');

describe('lifecycle', () => {
  it('runs clean-ups last in, first out, once, and goes from starting to stopped', async () => {
    const life = createLifecycle({ log });
    const seen: string[] = [life.state];
    for (const name of ['database', 'worker', 'http']) life.push(name, () => void seen.push(`${life.state} ${name}`));
    await life.start(async () => void seen.push('work'));
    seen.push(life.state);
    await Promise.all([life.stop('SIGTERM'), life.stop('again')]);
    expect(seen).toEqual(['starting', 'work', 'running', 'draining http', 'draining worker', 'draining database']);
    expect([life.state, life.reason, life.signal.aborted]).toEqual(['stopped', 'SIGTERM', true]);
  });

  it('cleans up what a failed start had opened, and rejects with its error', async () => {
    const life = createLifecycle({ log });
    const closed: string[] = [];
    const fault = new Error('no broker');
    const starting = life.start(async () => {
      life.push('database', () => void closed.push('database'));
      throw fault;
    });
    await expect(starting).rejects.toBe(fault);
    expect([closed, life.state, life.reason]).toEqual([['database'], 'failed', 'start-failed']);
  });

  it('goes on past a clean-up that rejects or never ends, and then has failed', async () => {
    const life = createLifecycle({ log });
    const closed: string[] = [];
    life.push('first', () => void closed.push('first'));
    life.push('rejects', async () => Promise.reject(new Error('x')));
    life.push('throws', () => {
      throw new Error('x');
    });
    life.push('hangs', () => new Promise(() => undefined), { timeoutMs: 5 });
    await life.start(async () => undefined);
    await life.stop('SIGTERM');
    expect([closed, life.state, life.reason]).toEqual([['first'], 'failed', 'clean-up-failed']);
  });

  it('stays failed with the reason of a worker that halted', async () => {
    const life = createLifecycle({ log });
    const closed: string[] = [];
    life.push('worker', () => void closed.push('worker'));
    await life.start(async () => undefined);
    life.fail('ledger-disagrees');
    expect([life.state, life.reason, closed]).toEqual(['failed', 'ledger-disagrees', []]);
    await life.stop('SIGTERM');
    expect([life.state, life.reason, closed]).toEqual(['failed', 'ledger-disagrees', ['worker']]);
  });

  it('closes at once what is opened after the end began', async () => {
    const life = createLifecycle({ log });
    const closed: string[] = [];
    life.push('first', async () => {
      life.push('late', () => void closed.push('late'));
    });
    await life.start(async () => undefined);
    await life.stop('SIGTERM');
    expect(closed).toEqual(['late']);
  });
});
