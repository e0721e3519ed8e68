import { captureChannel } from '@loa/adapters/capture';
import { fenceTable, ledgerTable } from '@loa/adapters/postgres';
import { smtpChannel } from '@loa/adapters/smtp';
import type { Channel, FenceReader, Ledger, NextMessage, OutgoingMessage, SettleResult } from '@loa/domain/ports';
import { testAddresses } from '@loa/testing/addresses';
import { type SmtpSink, startSmtpSink } from '@loa/testing/servers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { now, useSenderBed } from './bed/test-bed.ts';

const bed = useSenderBed('announced');
const SOON = { timeout: 20_000 };
const until = (expected: Record<string, number>) => expect.poll(bed.states, SOON).toEqual(expected);
const one = (channel: Channel, perSecond?: number) => [{ name: 'one', account: 'one', channel, perSecond }] as const;

let sink: SmtpSink;
beforeEach(async () => void (sink = await startSmtpSink()));
afterEach(() => sink.stop());
const relay = (connections: number): Channel => {
  const channel = smtpChannel({ url: sink.url, from: 'loa@loa.example', now, connections });
  bed.lifecycle.push('relay', () => channel.close());
  return channel;
};

/** A ledger whose settles wait; what they settle, and what lets them go. */
function held() {
  const of = ledgerTable(bed.db, testAddresses);
  const settling: SettleResult[] = [];
  const { promise, resolve: letGo } = Promise.withResolvers<undefined>();
  const settle: Ledger['settle'] = async (results) => {
    settling.push(...results);
    await promise;
    return of.settle(results);
  };
  return { ledger: { ...of, settle }, settling, letGo };
}

/** The fence, and how often it was read. */
function counted() {
  const of = fenceTable(bed.db);
  let reads = 0;
  const read: FenceReader['read'] = async (at) => {
    const state = await of.read(at);
    reads += 1;
    return state;
  };
  return { fence: { ...of, read }, reads: () => reads };
}

/** A channel beside which each message is kept with what was announced behind it. */
function watched(): { channel: Channel; pairs: [OutgoingMessage, OutgoingMessage | null][] } {
  const pairs: [OutgoingMessage, OutgoingMessage | null][] = [];
  const inner = captureChannel({ name: 'email', now, slots: 2 });
  const send = (message: OutgoingMessage, gate: Parameters<Channel['send']>[1], next?: NextMessage) =>
    inner.send(message, () => {
      const answer = gate();
      if (answer.go) pairs.push([message, next?.() ?? null]);
      return answer;
    });
  return { channel: { ...inner, send }, pairs };
}

test('a connection that has been told of the next message waits with it until the one before is settled', async () => {
  const { ledger, settling, letGo } = held();
  await bed.dispatch(await bed.issue('Actual'), 40);
  await bed.start(one(relay(3)), { over: { ledger } });
  await expect.poll(() => settling.length, SOON).toBeGreaterThan(0);
  // All three are there: whatever else could go would have gone with the settle that waits.
  await expect.poll(() => sink.count(), SOON).toBe(3);
  expect(await bed.states()).toEqual({ queued: 40 });
  letGo(undefined);
  await until({ 'no-receipt-on-this-route': 40 });
  expect(sink.count()).toBe(40);
  expect(new Set(sink.messages().flatMap(({ to }) => to)).size).toBe(40);
});

test('what was announced when its warning was recalled goes to nobody', async () => {
  const { ledger, settling, letGo } = held();
  const warningId = await bed.issue('Actual');
  await bed.dispatch(warningId, 40);
  const { fence, reads } = counted();
  await bed.start(one(relay(3)), { over: { ledger, fence } });
  await expect.poll(() => settling.length, SOON).toBeGreaterThan(0);
  await expect.poll(() => sink.count(), SOON).toBe(3);
  await bed.db.query('update warnings set recalled_at = now() where id = $1', [warningId]);
  // One may have been under way.
  const before = reads();
  await expect.poll(reads, SOON).toBeGreaterThan(before + 1);
  letGo(undefined);
  await until({ 'no-receipt-on-this-route': 3, recalled: 37 });
  expect(sink.count()).toBe(3);
});

test('each message but the last of a slot brings the one that follows it, which is then sent as it was announced', async () => {
  const { channel, pairs } = watched();
  await bed.dispatch(await bed.issue('Actual'), 20);
  await bed.start(one(channel));
  await until({ 'no-receipt-on-this-route': 20 });
  const announced = pairs.flatMap(([, next]) => next ?? []);
  expect(announced).toHaveLength(18);
  expect(announced.every((next) => pairs.some(([message]) => message === next))).toBe(true);
  expect(new Set(pairs.map(([message]) => message.deliveryId)).size).toBe(20);
});

test('nothing is announced to a provider whose rate has to be waited for', async () => {
  const { channel, pairs } = watched();
  await bed.dispatch(await bed.issue('Actual'), 20);
  await bed.start(one(channel, 1_000));
  await until({ 'no-receipt-on-this-route': 20 });
  expect(pairs.map(([, next]) => next)).toEqual(pairs.map(() => null));
});

test('a row that may not go out is not announced, and what stands behind it goes', async () => {
  const { channel, pairs } = watched();
  await bed.dispatch(await bed.issue('Actual'), 10);
  await bed.db.query(
    'update subscribers set opted_out_at = now() where id in (select subscriber_id from deliveries where id between 3 and 8)',
  );
  await bed.start(one(channel));
  await until({ 'no-receipt-on-this-route': 4, suppressed: 6 });
  expect(pairs.map(([message]) => message.deliveryId).toSorted((a, b) => a - b)).toEqual([1, 2, 9, 10]);
  expect(pairs.flatMap(([, next]) => next ?? []).filter(({ deliveryId }) => deliveryId > 2 && deliveryId < 9)).toEqual([]);
});
