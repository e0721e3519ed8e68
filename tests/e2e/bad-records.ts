import { deadLettersTable, type Database } from '@loa/adapters/postgres';
import { bulletins } from '@loa/domain/topics';
import { until } from '@loa/testing/servers';
import { expect, test } from 'vitest';
import { aStorm, inCommune } from './bulletins.ts';
import type { Desk } from './desk.ts';

/** A log into which somebody else writes. */
export interface BadRecordsBed extends Desk {
  readonly db: Database;
  settled(id: string): Promise<{ readonly decision: string | null }>;
}

interface Letter {
  readonly id: number;
  readonly reason: string;
  readonly topic: string;
  readonly group: string;
}

const EVENT = 'bad-records';
const QUY_NHON = '21583';
const BAD: readonly (readonly [name: string, bytes: Uint8Array, reason: RegExp])[] = [
  ['bytes that are no text', new Uint8Array([0xff, 0x00, 0x7b, 0x80]), /^undecodable$/],
  ['text that is no JSON', Buffer.from('{"issuer":'), /^undecodable$/],
  ['nothing', new Uint8Array(), /^undecodable$/],
  ['JSON that is no bulletin', Buffer.from('{"hazard":"storm","issuer":"nchmf"}'), /^schema: .*event: expected/],
  [
    'a bulletin with a number as text',
    Buffer.from(JSON.stringify({ ...aStorm(EVENT, 1, []), sequence: '1' })),
    /^schema: .*sequence: expected/,
  ],
];

/**
 * What stands in topic `bulletins` and is none. `append` writes bytes under a key, as they are; `tooLarge` is what becomes of a record
 * that is larger than the topic takes.
 */
export function badRecordsInTheLog(
  bed: () => BadRecordsBed,
  append: (key: string, value: Uint8Array) => Promise<void>,
  tooLarge: RegExp,
): void {
  const letters = async (): Promise<Letter[]> =>
    (await bed().look('/api/dead-letters?limit=500', bed().keys.operator)).body['letters'] as Letter[];

  test.each(BAD)(
    '%s: a dead letter with its bytes and the reason, and the next good one of its key passes',
    async (name, bytes, reason) => {
      const known = new Set((await letters()).map((one) => one.id));
      await append(EVENT, bytes);
      const fresh = async (): Promise<Letter[]> => (await letters()).filter((one) => !known.has(one.id));
      const [letter] = await until('the dead letter', 30_000, async () => ((await fresh()).length === 0 ? false : fresh()));
      expect(letter).toMatchObject({ topic: 'bulletins', group: 'classifier', reason: expect.stringMatching(reason) });
      const kept = await deadLettersTable(bed().db).get(letter!.id);
      expect([...kept!.bytes]).toEqual([...bytes]);
      const sequence = BAD.findIndex(([one]) => one === name) + 1;
      const next = await bed().send(aStorm(EVENT, sequence, [inCommune(QUY_NHON, sequence)]));
      expect((await bed().settled(next)).decision).toBe('issued');
    },
  );

  test('a record larger than the topic takes is refused when it is appended, and the next one passes', async () => {
    const before = (await letters()).length;
    await expect(append(EVENT, new Uint8Array(bulletins.maxMessageBytes + 8_192))).rejects.toThrow(tooLarge);
    const next = await bed().send(aStorm(EVENT, 50, [inCommune('22015', 3)]));
    expect((await bed().settled(next)).decision).toBe('issued');
    expect(await letters()).toHaveLength(before);
  });
}
