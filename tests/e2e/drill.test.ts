import { aSubscriber } from '@loa/testing/builders';
import { until } from '@loa/testing/servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aStorm, inCommune } from './bulletins.ts';
import { type EmbeddedBed, embeddedBed } from './embedded-bed.ts';

/** A live installation: its channels reach people. Two of the bodies and receivers are named for exercises. */
const PEOPLE = [
  aSubscriber({ id: 1, email: 'citizen@example.com', phone: undefined }),
  aSubscriber({ id: 2, email: 'agency@example.com', phone: undefined, audience: 'agency' }),
  aSubscriber({ id: 3, email: 'school@example.com', phone: undefined, audience: 'relay', exercises: true }),
  aSubscriber({ id: 4, email: 'press@example.com', phone: undefined, audience: 'media', exercises: true }),
];
const EVERYWHERE = { hazards: 'all', provinces: 'all', seaAreas: 'all' };
const body = (name: string, exercises: boolean) => ({
  ...{ name, basis: { kind: 'law', text: 'điều 36' }, duties: EVERYWHERE, exercises, dutyChannel: 'email' },
  contacts: [{ id: 'duty', role: 'trực ban', email: `${exercises ? 'committee' : 'ministry'}@example.com` }],
});

let bed: EmbeddedBed;
beforeAll(async () => {
  bed = await embeddedBed({ people: PEOPLE, reaches: 'people', settings: { confirmSecret: 'a secret of this test' } });
});
afterAll(() => bed.stop());

const asOperator = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${bed.url}${path}`, { ...init, headers: { authorization: `Bearer ${bed.keys.operator}`, 'content-type': 'application/json' } });
const put = (id: string, of: object) => asOperator(`/api/supply/bodies/${id}`, { method: 'PUT', body: JSON.stringify(of) });
/** Presses the button of the page that the message to somebody links to. */
async function confirm(to: string): Promise<number> {
  const path = /\/c\/\S+/.exec(bed.farEnd.find((one) => one.to === to)?.text ?? '')?.[0] ?? '/no-link';
  return (await fetch(`${bed.url}${path}`, { method: 'POST' })).status;
}

test('a drill goes to those named for it alone, marked as one; they confirm, the clock runs, and the report at its end is headed as an exercise', async () => {
  expect([(await put('committee', body('Ban chỉ huy tỉnh', true))).ok, (await put('ministry', body('Bộ', false))).ok]).toEqual([
    true,
    true,
  ]);
  const bulletin = await bed.send(aStorm('drill-2026', 1, [inCommune('21583', 4)]));
  await bed.settled(bulletin);
  await until('the body is called', 30_000, () => Promise.resolve(bed.farEnd.some(({ to }) => to === 'committee@example.com')));
  await bed.settled(bulletin);

  expect(await bed.toldOf(bulletin)).toEqual(['committee@example.com', 'press@example.com', 'school@example.com']);
  expect(bed.farEnd.every(({ text }) => text.startsWith('DIỄN TẬP'))).toBe(true);
  // Nothing is written for whom it is not for, and they are counted.
  const ledger = await bed.ledger('drill-2026');
  expect([ledger.length, ledger.filter(({ subscriberId }) => [1, 2].includes(subscriberId))]).toEqual([2, []]);

  expect([await confirm('committee@example.com'), await confirm('school@example.com')]).toEqual([200, 200]);
  const { body: clock } = await bed.look('/api/supply/clock?warning=exercise-1', bed.keys.operator);
  expect(clock['rows']).toMatchObject([{ bodyId: 'committee', confirmation: { how: 'link' }, clock: { colour: 'green' } }]);

  const report = await asOperator('/reports/drill-2026');
  const html = await report.text();
  expect([report.status, /<h1>(.*?)<\/h1>/.exec(html)?.[1]]).toEqual([200, 'DIỄN TẬP: Báo cáo truyền tin: Bão diễn tập']);
  expect(html).toContain('<p class="mark" role="note">DIỄN TẬP – không phải cảnh báo thật</p>');
  expect(html).toContain('Ban chỉ huy tỉnh');
  expect(html).toContain('Ngoài danh sách này, 1 cơ quan và đầu mối truyền tin đã xác nhận.');
  expect(html).toContain('Cuộc diễn tập không dành cho 2 người ở các nơi này');
  // Nothing that is really in force has moved.
  expect(await (await fetch(`${bed.url}/api/warnings?after=0`)).json()).toMatchObject({ items: [] });
  expect((await asOperator('/reports/drill-2026?status=Actual')).status).toBe(404);
});
