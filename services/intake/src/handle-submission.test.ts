import { bulletinsTable, type Database } from '@loa/adapters/postgres';
import { readConfig } from '@loa/runtime';
import { aBulletinInput, aStormArea } from '@loa/testing/builders';
import { testLogger } from '@loa/testing/logs';
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createSources } from './cap/sources.ts';
import { checkBulletin } from './check-bulletin.ts';
import { intakeSettings, submissionsConfig } from './config.ts';
import { handleSubmission } from './handle-submission.ts';
import { takeBulletin } from './take-bulletin.ts';
import { NOW, openBed, openDatabase } from './test-bed.ts';

const [own, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
const clock = { now: () => new Date(NOW) };
const context = { log: testLogger('intake'), signal: new AbortController().signal, now: clock.now, attempt: 1 };

describe('a bulletin that its issuer signed and put into the log', () => {
  let db: Database;
  let bed: Awaited<ReturnType<typeof openBed>>;
  let handle: ReturnType<typeof handleSubmission>;
  beforeAll(async () => {
    db = await openDatabase();
    bed = await openBed(db);
    handle = handleSubmission({
      keys: { nchmf: own.publicKey, station: other.publicKey },
      sources: createSources([]),
      check: checkBulletin({ ...bed.ports, clock }),
      take: takeBulletin(intakeSettings.parse({}), bed.ports),
      taken: () => undefined,
    });
  });
  afterAll(async () => {
    await bed.close();
    await db.close();
  });
  const signed = (text: string, { issuer = 'nchmf', key = own.privateKey }: { issuer?: string; key?: KeyObject } = {}) => ({
    issuer,
    bulletin: text,
    signature: sign(null, Buffer.from(text), key).toString('base64'),
  });
  const text = (event: string, more: object = {}): string => JSON.stringify(aBulletinInput({ event: { id: event }, ...more }));

  test('is taken as one by HTTP is, and its row says that it came by the log; again it is a repeat', async () => {
    const record = signed(text('signed'));
    expect(await handle(record, context)).toEqual({ kind: 'done', followUps: [] });
    expect(await handle(record, context)).toEqual({ kind: 'done', followUps: [] });
    expect(await bed.logged()).toEqual(['nchmf.tropical-cyclone.signed.1']);
    expect(await bulletinsTable(db).get('nchmf.tropical-cyclone.signed.1')).toMatchObject({ acceptedAt: NOW });
    expect(await db.query('select sent_by, sent_account from bulletins')).toEqual([{ sent_by: 'log: nchmf', sent_account: null }]);
  });

  const elsewhere = [aStormArea({ places: [{ kind: 'province', code: '01' }] })];
  test.each([
    ['by nobody whose key is known', signed(text('a'), { issuer: 'nobody' }), /^issuer-without-key$/],
    ['by a name that every object has', signed(text('a'), { issuer: 'constructor' }), /^issuer-without-key$/],
    ['by another issuer’s key', signed(text('b'), { key: other.privateKey }), /^signature-wrong$/],
    ['and changed afterwards', { ...signed(text('c')), bulletin: text('c', { sequence: 2 }) }, /^signature-wrong$/],
    ['for another issuer', signed(text('d'), { issuer: 'station', key: other.privateKey }), /^issuer-not-yours/],
    ['of a place that is not the issuer’s', signed(text('e', { areas: elsewhere })), /^place-outside-authority/],
    ['that is none', signed('{"hazard":"storm"}'), /^body-invalid: .*event: expected/],
    ['that is no JSON', signed('{'), /^body-invalid/],
  ])('%s: refused, and so a dead letter', async (_what, record, reason) => {
    const before = await bed.logged();
    expect(await handle(record, context)).toEqual({ kind: 'refuse', reason: expect.stringMatching(reason) });
    expect(await bed.logged()).toEqual(before);
  });
});

test('keys are read as PEM or Base64, and one of another kind is named', () => {
  const read = (keys: unknown) => readConfig(z.object(submissionsConfig), { LOA_LOG_KEYS: JSON.stringify(keys) }).LOA_LOG_KEYS;
  const pem = own.publicKey.export({ type: 'spki', format: 'pem' });
  const der = own.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const keys = read({ pem, der });
  expect([keys?.['pem']?.equals(own.publicKey), keys?.['der']?.equals(own.publicKey)]).toEqual([true, true]);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' });
  expect(() => read({ nchmf: rsa })).toThrow('expected a public key of Ed25519');
});
