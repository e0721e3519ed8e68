import { expect, test } from 'vitest';
import { after, type Bed, insertDeliveries, insertWarning, NOW, useBeds } from '../test-bed.ts';

let bed: Bed;
useBeds((opened) => void (bed = opened));

const pause = (more: object = {}) => ({ channel: 'sms', reason: 'the gateway is being moved', until: after(600), ...more });

test('every channel and lane is in the queue, with backlog, oldest, rate and states', async () => {
  await insertWarning(bed.db, 'actual-1');
  await insertDeliveries(bed.db, 'actual-1', 2, { state: 'queued', queuedAt: after(-90) });
  await insertDeliveries(bed.db, 'actual-1', 1, { state: 'due', queuedAt: after(-30) });
  await insertDeliveries(bed.db, 'actual-1', 3, { state: 'delivered', queuedAt: after(-500), sentAt: after(-10) });
  await insertDeliveries(bed.db, 'actual-1', 1, { state: 'accepted', sentAt: after(-61) });
  const { status, body } = await bed.call('GET', '/api/queue', bed.key.nchmf);
  expect(status).toBe(200);
  const lanes = body.lanes as { channel: string; lane: string }[];
  expect(lanes.map((one) => `${one.channel} ${one.lane}`)).toEqual([
    ...['email flash', 'email urgent', 'email routine', 'sms flash', 'sms urgent', 'sms routine'],
    ...['voice flash', 'voice urgent', 'voice routine'],
  ]);
  expect(lanes[4]).toEqual({
    ...{ channel: 'sms', lane: 'urgent', backlog: 3, oldestAgeS: 90, ratePerS: 3 / 60 },
    deliveries: { queued: 2, due: 1, delivered: 3, accepted: 1 },
  });
  expect(lanes[0]).toEqual({ channel: 'email', lane: 'flash', backlog: 0, oldestAgeS: null, ratePerS: 0, deliveries: {} });
});

test('what waits for another attempt is listed by provider and reason, the next first, and nothing else is', async () => {
  await insertWarning(bed.db, 'actual-1');
  const waits = async (rows: number, set: string) => {
    await insertDeliveries(bed.db, 'actual-1', rows, { state: 'queued' });
    await bed.db.query(`update deliveries set ${set} where state = 'queued' and due_at is null`);
  };
  await waits(3, `state = 'due', provider = 'smpp', state_reason = 'smpp-0x58', attempt = 2, due_at = '${after(60)}'`);
  await bed.db.query(`update deliveries set attempt = 4, due_at = '${after(20)}' where id = (select min(id) from deliveries)`);
  await waits(1, `state = 'unknown', provider = 'twilio', attempt = 1, due_at = '${after(10)}'`);
  // Waits for the end of quiet hours; is tried right now; has come to its end.
  await waits(1, `due_at = '${after(5)}'`);
  await waits(1, `state = 'due', due_at = null`);
  await insertDeliveries(bed.db, 'actual-1', 1, { state: 'failed' });
  const { status, body } = await bed.call('GET', '/api/queue/retries', bed.key.operator);
  const of = { warning: 'actual-1', channel: 'sms', lane: 'urgent' };
  expect([status, body]).toEqual([
    200,
    {
      at: NOW,
      isWhole: true,
      retries: [
        { ...of, provider: 'twilio', state: 'unknown', reason: null, rows: 1, attempts: 1, nextAt: after(10) },
        { ...of, provider: 'smpp', state: 'due', reason: 'smpp-0x58', rows: 3, attempts: 4, nextAt: after(20) },
      ],
    },
  ]);
});

test('the age of the oldest unsettled delivery is a metric per channel and lane', async () => {
  await insertWarning(bed.db, 'actual-1');
  await insertDeliveries(bed.db, 'actual-1', 1, { state: 'queued', queuedAt: after(-90) });
  await insertDeliveries(bed.db, 'actual-1', 1, { state: 'delivered', queuedAt: after(-500), lane: 'flash' });
  const text = await bed.metrics.registry.metrics();
  expect(text).toMatch(/loa_oldest_unsettled_seconds\{[^}]*channel="sms",lane="urgent"[^}]*\} 90/);
  expect(text).toMatch(/loa_oldest_unsettled_seconds\{[^}]*channel="sms",lane="flash"[^}]*\} 0/);
});

test('a pause without a lane is answered after the fence has been read, and stands in the queue until its end', async () => {
  const made = await bed.call('POST', '/api/queue/pause', bed.key.operator, pause());
  expect(made.status).toBe(201);
  expect(bed.waits).toEqual([250]);
  expect(made.body).toMatchObject({ channel: 'sms', lane: null, pausedBy: 'night shift', pausedAt: NOW, until: after(600) });
  expect((await bed.call('GET', '/api/queue', bed.key.operator)).body.pauses).toEqual([made.body]);
  bed.clock.set(after(600));
  expect((await bed.call('GET', '/api/queue', bed.key.operator)).body.pauses).toEqual([]);
});

test('a pause that would be over before it begins is refused, naming the field', async () => {
  const { status, type, body } = await bed.call('POST', '/api/queue/pause', bed.key.operator, pause({ until: NOW }));
  expect([status, body.type]).toEqual([422, 'urn:loa:problem:pause-in-the-past']);
  expect(type).toContain('application/problem+json');
  expect(body.errors).toEqual([{ path: 'until', expected: `an instant after ${NOW}` }]);
  expect(await bed.db.query('select id from pauses')).toEqual([]);
});

test('a pause longer than a day is refused, naming the field', async () => {
  const { status, body } = await bed.call('POST', '/api/queue/pause', bed.key.operator, pause({ until: after(86_401) }));
  expect([status, body.type]).toEqual([422, 'urn:loa:problem:pause-too-long']);
  expect(body.errors).toEqual([{ path: 'until', expected: `an instant up to ${after(86_400)}` }]);
});

test('every pause is on record, with who made it and who ended it before its time', async () => {
  await bed.call('POST', '/api/queue/pause', bed.key.operator, pause({ lane: 'flash' }));
  await bed.call('POST', '/api/queue/pause', bed.key.operator, pause({ channel: 'email' }));
  await bed.call('POST', '/api/queue/resume', bed.key.operator, { channel: 'email' });
  const { body } = await bed.call('GET', '/api/queue/pauses', bed.key.nchmf);
  expect(body.pauses).toMatchObject([
    { id: 2, channel: 'email', lane: null, pausedBy: 'night shift', resumedBy: 'night shift', reason: 'the gateway is being moved' },
    { id: 1, channel: 'sms', lane: 'flash', pausedBy: 'night shift', resumedAt: null, resumedBy: null },
  ]);
  expect((await bed.call('GET', '/api/queue/pauses?before=2&limit=5', bed.key.nchmf)).body.pauses).toMatchObject([{ id: 1 }]);
});

test.each([
  ['channel', { channel: 'fax' }],
  ['lane', { lane: 'slow' }],
  ['reason', { reason: '  ' }],
  ['until', { until: '2025-11-06 08:00' }],
])('a pause whose %s does not fit is refused, naming it', async (path, wrong) => {
  const { status, body } = await bed.call('POST', '/api/queue/pause', bed.key.operator, pause(wrong));
  expect(status).toBe(422);
  expect((body.errors as { path: string }[]).map((one) => one.path)).toEqual([path]);
});

test('only operators pause and resume', async () => {
  expect((await bed.call('POST', '/api/queue/pause', bed.key.nchmf, pause())).status).toBe(403);
  expect((await bed.call('POST', '/api/queue/resume', bed.key.nchmf, { channel: 'sms' })).status).toBe(403);
  expect((await bed.call('POST', '/api/queue/pause', null, pause())).status).toBe(401);
  expect((await bed.call('GET', '/api/queue', 'not-a-key')).status).toBe(401);
});

test('resuming one lane leaves the pause of another; resuming the channel ends them all', async () => {
  for (const lane of ['urgent', 'routine']) await bed.call('POST', '/api/queue/pause', bed.key.operator, pause({ lane }));
  await bed.call('POST', '/api/queue/pause', bed.key.operator, pause({ channel: 'email' }));
  const one = await bed.call('POST', '/api/queue/resume', bed.key.operator, { channel: 'sms', lane: 'urgent' });
  expect((one.body.ended as { lane: string }[]).map((pause) => pause.lane)).toEqual(['urgent']);
  expect((one.body.pauses as { channel: string; lane: string }[]).map((p) => [p.channel, p.lane])).toEqual([
    ['sms', 'routine'],
    ['email', null],
  ]);
  await bed.call('POST', '/api/queue/resume', bed.key.operator, { channel: 'sms' });
  const left = (await bed.call('GET', '/api/queue', bed.key.operator)).body.pauses as { channel: string }[];
  expect(left.map((pause) => pause.channel)).toEqual(['email']);
});

test('resuming what is not paused is refused', async () => {
  const { status, body } = await bed.call('POST', '/api/queue/resume', bed.key.operator, { channel: 'sms' });
  expect([status, body.type]).toEqual([409, 'urn:loa:problem:not-paused']);
});
