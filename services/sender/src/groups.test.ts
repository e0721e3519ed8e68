import { smtpChannel } from '@loa/adapters/smtp';
import { aWarningEntry } from '@loa/testing/builders';
import { type SmtpSink, startSmtpSink } from '@loa/testing/servers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { now, useSenderBed } from './bed/test-bed.ts';

const bed = useSenderBed('groups');
const until = (expected: Record<string, number>) => expect.poll(bed.states, { timeout: 20_000 }).toEqual(expected);

let sink: SmtpSink;
beforeEach(async () => void (sink = await startSmtpSink({ keepRaw: true })));
afterEach(() => sink.stop());

const start = async (): Promise<void> => {
  const channel = smtpChannel({ url: sink.url, from: 'loa@loa.example', now, groupOf: 10 });
  bed.lifecycle.push('relay', () => channel.close());
  await bed.start([{ name: 'one', account: 'one', channel }]);
};
const textOf = (raw: string): string => {
  const [, text = ''] = /text\/plain[^]*?\r\n\r\n([^]*?)\r\n--/.exec(raw) ?? [];
  return Buffer.from(text, 'base64').toString('utf8');
};

/** Quy Nhơn, Quy Nhơn Đông, Tuy Hòa. */
const [HERE, THERE, WAITING] = ['21583', '21589', '22015'] as const;
const NAMES = { [HERE]: 'Quy Nhơn', [WAITING]: 'Tuy Hòa' };
const entries = [aWarningEntry({ units: [HERE, THERE, WAITING] })];
const ask = (warningId: string, outcome: 'approved' | null) =>
  bed.db.query(
    `insert into approvals (warning_id, event_id, held_since, reason, exceeded, extent, units, outcome, answered_at)
     values ($1, 'e', now(), 'level', '[]', '{}', $2, $3, case when $3::text is null then null else now() end)`,
    [warningId, [WAITING], outcome],
  );

test.each([
  ['of places that wait for a second person a group of citizens reads nothing', null, false],
  ['once somebody approved, it reads of them', 'approved', true],
] as const)('%s', async (_, outcome, isRead) => {
  const warningId = await bed.issue('Actual', 1, { entries });
  await ask(warningId, outcome);
  await bed.dispatch(warningId, 3);
  await start();
  await until({ 'no-receipt-on-this-route': 3 });
  const [mail] = sink.messages();
  expect(mail?.to).toHaveLength(3);
  expect(textOf(mail?.raw ?? '')).toContain(NAMES[HERE]);
  expect(textOf(mail?.raw ?? '').includes(NAMES[WAITING])).toBe(isRead);
});

test('agencies do not wait', async () => {
  const warningId = await bed.issue('Actual', 1, { entries });
  await ask(warningId, null);
  await bed.dispatch(warningId, 3, { audience: 'agency' });
  await start();
  await until({ 'no-receipt-on-this-route': 3 });
  expect(textOf(sink.messages()[0]?.raw ?? '')).toContain(NAMES[WAITING]);
});

test('of an alert from abroad a group of citizens reads where its rule lets it pass', async () => {
  await bed.dispatch(await bed.issue('Actual', 1, { entries, citizens: [HERE] }), 3);
  await start();
  await until({ 'no-receipt-on-this-route': 3 });
  const text = textOf(sink.messages()[0]?.raw ?? '');
  expect([text.includes(NAMES[HERE]), text.includes(NAMES[WAITING])]).toEqual([true, false]);
});
