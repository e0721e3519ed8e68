import type { AttemptResult, Channel, OutgoingMessage } from '@loa/domain/ports';
import { until } from '@loa/testing/servers';
import { expect, test } from 'vitest';
import { createProviders } from './providers.ts';

const channel = (result: AttemptResult): Channel => ({
  ...{ name: 'email', reaches: 'nobody', receipts: 'none', slots: 1 },
  send: (_, gate) => Promise.resolve(gate().go ? result : { kind: 'stopped', reason: 'lease-lost' }),
  check: () => Promise.resolve(),
  close: () => Promise.resolve(),
});
const message = {} as OutgoingMessage;
const ASKED = { lane: 'flash', signal: new AbortController().signal, messages: 1 } as const;

async function sendOne(providers: ReturnType<typeof createProviders>): Promise<void> {
  const turn = await providers.turn(ASKED);
  if (turn.kind !== 'turn') throw new Error(`no turn: ${turn.kind}`);
  await turn.provider.send(
    message,
    () => ({ go: true }),
    () => null,
  );
}

test('what has been tried before is not what a provider on its way back is tried with, as long as another one is well', async () => {
  const providers = createProviders({
    providers: [
      { name: 'first', account: 'first', channel: channel({ kind: 'unknown', reason: 'connection-lost-after-data' }) },
      { name: 'second', account: 'second', channel: channel({ kind: 'accepted', providerId: null }) },
    ],
    rules: { errorsInARow: 1, firstWaitMs: 1, stepMs: 60_000 },
    monotonic: () => performance.now(),
    random: () => 0,
  });
  const takenBy = async (again: boolean): Promise<string> => {
    const turn = await providers.turn({ ...ASKED, again });
    return turn.kind === 'turn' ? turn.provider.name : turn.kind;
  };
  try {
    await sendOne(providers);
    await until('the first is on its way back', 5_000, () => Promise.resolve(providers.states()[0]?.state === 'returning'), 5);
    expect([await takenBy(false), await takenBy(true)]).toEqual(['first', 'second']);
  } finally {
    providers.stop();
  }
});

test('who waits for a provider waits for what is left until it is asked next, not for the whole of it', async () => {
  let at = 0;
  const providers = createProviders({
    providers: [{ name: 'one', account: 'one', channel: channel({ kind: 'channel-down', reason: 'smtp-421' }) }],
    rules: { firstWaitMs: 60_000 },
    monotonic: () => at,
    random: () => 0,
  });
  try {
    await sendOne(providers);
    expect(providers.waitMs()).toBe(60_000);
    at = 59_000;
    expect(providers.waitMs()).toBe(1_000);
    at = 60_100;
    expect(providers.waitMs()).toBeGreaterThan(0);
    expect(providers.waitMs()).toBeLessThan(1_000);
  } finally {
    providers.stop();
  }
});
