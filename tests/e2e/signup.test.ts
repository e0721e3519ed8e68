import { until } from '@loa/testing/servers';
import { aSubscriber } from '@loa/testing/builders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aStorm, inProvince } from './bulletins.ts';
import { type EmbeddedBed, embeddedBed } from './embedded-bed.ts';

const [QUY_NHON, TUY_HOA] = ['21583', '22015'];
const NUMBER = '+84912345678';
const WITHIN_MS = 30_000;

let bed: EmbeddedBed;
beforeAll(async () => {
  bed = await embeddedBed({
    people: [aSubscriber({ id: 1, units: [QUY_NHON], email: undefined })],
    settings: { unsubscribeSecret: 'secret' },
  });
});
afterAll(() => bed.stop());

const call = async (method: string, path: string, body: object, token?: string): Promise<unknown> => {
  const headers = { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(`${bed.url}${path}`, { method, headers, body: JSON.stringify(body) });
  expect([answer.ok, answer.ok ? '' : await answer.clone().text()]).toEqual([true, '']);
  return answer.json();
};
const commune = (code: string) => [{ at: { kind: 'commune', code } }];
/** Warnings that reached the number, in order. */
const warned = (): string[] => bed.farEnd.filter((one) => one.to === NUMBER && one.warningId !== '').map((one) => one.warningId);

test('somebody signs up between two unchanged bulletins, moves, and leaves: one message for each place, and none afterwards', async () => {
  const storm = (sequence: number, hoursToOnset: number) =>
    aStorm('joins', sequence, [inProvince('Bình Định', 3, hoursToOnset), inProvince('Phú Yên', 3, hoursToOnset)]);
  const first = await bed.settled(await bed.send(storm(1, 20)));

  const asked = z
    .object({ request: z.string() })
    .parse(await call('POST', '/api/subscriptions', { phone: '0912 345 678', places: commune(QUY_NHON), consent: true }));
  const code = /\d{6}/.exec(bed.farEnd.findLast((one) => one.to === NUMBER)?.text ?? '')?.[0];
  const { token } = z
    .object({ token: z.string() })
    .parse(await call('POST', '/api/subscriptions/confirm', { request: asked.request, code }));
  await until('they are told what is in force', WITHIN_MS, async () => warned().length > 0);

  const second = await bed.settled(await bed.send(storm(2, 19)));
  expect([second.decision, warned()]).toEqual(['issued', [first.warning?.id]]);

  await call('PATCH', '/api/subscriptions/me', { places: commune(TUY_HOA) }, token);
  await until('they are told of the new place', WITHIN_MS, async () => warned().length > 1);
  await fetch(`${bed.url}/api/subscriptions/me`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
  await bed.settled(await bed.send(aStorm('joins', 3, [inProvince('Bình Định', 4, 18), inProvince('Phú Yên', 4, 18)])));
  expect(warned()).toHaveLength(2);
});
