import { randomBytes } from 'node:crypto';
import { until } from '@loa/testing/servers';
import { expect } from 'vitest';
import { aStorm, inCommune } from './bulletins.ts';
import type { Answer, Desk } from './desk.ts';
import type { SmallDisk } from './small-disk.ts';

/** Bulletins tried on a full disk: their rows need more room than is left in the pages that the database has already. */
const TRIES = 12;

const aLargeBulletin = (event: string): string =>
  JSON.stringify(aStorm(event, 1, [inCommune('21583', 3)], { status: 'Test', text: { vi: randomBytes(9_000).toString('hex') } }));

/**
 * Fills the disk under a running intake, tries, frees it, and tries again. Resolves with the ids of every bulletin that was accepted:
 * whoever looks for them must find all.
 */
export async function throughAFullDisk(disk: SmallDisk, desk: Desk, log: () => string): Promise<string[]> {
  const accepted: string[] = [];
  const answers: Answer[] = [];
  const give = async (event: string, body = aLargeBulletin(event)): Promise<{ answer: Answer; body: string }> => {
    const answer = await desk.post(body, desk.keys.nchmf);
    if (answer.status === 202) accepted.push(String(answer.body['id']));
    return { answer, body };
  };
  expect((await give('before-full-0')).answer.status).toBe(202);
  expect((await give('before-full-1')).answer.status).toBe(202);
  disk.fill();
  let refused: string | undefined;
  for (let n = 0; n < TRIES; n += 1) {
    const { answer, body } = await give(`full-${n}`);
    answers.push(answer);
    if (answer.status === 507) refused ??= body;
  }
  const statuses = answers.map(({ status }) => status);
  process.stdout.write(`answers on a full disk: ${statuses.join(' ')}\n`);
  expect(statuses, log().slice(-2_000)).toContain(507);
  expect(statuses.filter((status) => ![202, 503, 507].includes(status))).toEqual([]);
  const full = answers.find(({ status }) => status === 507)!;
  expect([full.type, full.body['type']]).toEqual(['application/problem+json; charset=utf-8', 'urn:loa:problem:storage-full']);
  disk.free();
  // The engine may have to be opened again: its first answer is what is waited for, and every one after it must be good.
  await until('the next good bulletin passes', 30_000, async () => (await give('after-full-0')).answer.status === 202, 250);
  expect((await give('after-full-1')).answer.status).toBe(202);
  expect((await give('again', refused)).answer.status).toBe(202);
  return [...new Set(accepted)];
}
