import { deadLettersTable } from '@loa/adapters/postgres';
import { bulletins } from '@loa/domain/topics';
import { expect, test } from 'vitest';
import { type Bed, NOW, useBeds } from '../test-bed.ts';

let bed: Bed;
useBeds((opened) => void (bed = opened));

const BYTES = new Uint8Array([0xff, 0x00, 0x7b, 0x80]);
const keep = (more: object = {}) =>
  deadLettersTable(bed.db).keep({
    ...{ topic: 'bulletins', partition: 3, offset: '41', group: 'classifier', key: 'storm-13', envelopeId: 'nchmf.x.storm-13.1' },
    ...{ bytes: BYTES, reason: 'undecodable', ...more },
  });

test('letters are listed without their bytes, for operators alone', async () => {
  await keep();
  const { body } = await bed.call('GET', '/api/dead-letters', bed.key.operator);
  expect(body.notReplayed).toBe(1);
  expect(body.letters).toMatchObject([
    { topic: 'bulletins', offset: '41', reason: 'undecodable', envelopeId: 'nchmf.x.storm-13.1', replayedAt: null },
  ]);
  expect(JSON.stringify(body)).not.toContain('bytes');
  expect((await bed.call('GET', '/api/dead-letters', bed.key.nchmf)).status).toBe(403);
});

test('a replay appends the same bytes under the same envelope id and key, and is noted', async () => {
  await keep();
  const { status, body } = await bed.call('POST', '/api/dead-letters/1/replay', bed.key.operator);
  expect([status, body]).toEqual([200, { id: 1, topic: 'bulletins', envelopeId: 'nchmf.x.storm-13.1', replayedAt: NOW }]);
  const records = await bed.db.query<{ value: Uint8Array }>('select topic, key, envelope_id, value from log_records');
  expect(records).toEqual([{ topic: 'bulletins', key: 'storm-13', envelope_id: 'nchmf.x.storm-13.1', value: BYTES }]);
  expect((await bed.call('GET', '/api/dead-letters', bed.key.operator)).body).toMatchObject({
    notReplayed: 0,
    letters: [{ replayedAt: NOW, replayedBy: 'night shift' }],
  });
});

test('a record that came without an envelope id gets one that is the same on every replay', async () => {
  await keep({ envelopeId: null, key: null });
  for (let times = 0; times < 2; times += 1) await bed.call('POST', '/api/dead-letters/1/replay', bed.key.operator);
  const ids = await bed.db.query<{ envelope_id: string }>('select envelope_id from log_records');
  expect(ids.map((one) => one.envelope_id)).toEqual(['dead-letter:1', 'dead-letter:1']);
});

test('a record that its topic does not take stays a dead letter, and the answer says so', async () => {
  await keep({ bytes: new Uint8Array(bulletins.maxMessageBytes + 1) });
  const { status, body } = await bed.call('POST', '/api/dead-letters/1/replay', bed.key.operator);
  expect([status, body.type]).toEqual([409, 'urn:loa:problem:record-too-large']);
  expect((await bed.call('GET', '/api/dead-letters', bed.key.operator)).body.notReplayed).toBe(1);
});

test('a letter that is not there cannot be replayed', async () => {
  expect((await bed.call('POST', '/api/dead-letters/7/replay', bed.key.operator)).status).toBe(404);
  expect((await bed.call('POST', '/api/dead-letters/x/replay', bed.key.operator)).status).toBe(400);
});
