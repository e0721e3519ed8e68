import type { AddressInfo } from 'node:net';
import { beforeEach, expect, test } from 'vitest';
import { logIn, makeAccount, openBrowser, PASSWORD } from '../accounts/test-bed.ts';
import { type Bed, useBeds } from '../test-bed.ts';

let bed: Bed;
let url: string;
useBeds((opened) => void (bed = opened));
beforeEach(async () => {
  await bed.http.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${String((bed.http.server.address() as AddressInfo).port)}/api/live`;
});

/** Somebody who has logged in and watches. */
async function watcher(name: string) {
  const id = await makeAccount(bed, { name });
  const browser = openBrowser(bed.http);
  await logIn(browser, name);
  const answer = await fetch(url, { headers: { cookie: browser.cookie } });
  const [seen, rest] = answer.body!.tee();
  const reader = seen.getReader();
  while (
    !(await reader.read().then(({ value }) =>
      Buffer.from(value ?? [])
        .toString()
        .includes('event: live'),
    ))
  );
  void reader.cancel();
  /** Everything that the stream says until the server ends it. */
  return { id, browser, whole: new Response(rest).text() };
}
const lastOf = (text: string): string => text.trim().split('\n\n').at(-1) ?? '';
const ended = (why: string): string => `event: ended\ndata: {"why":"${why}"}`;

test('whoever is disabled, given other rights, logged out or given another password elsewhere sees no more, and is told why', async () => {
  const an = await watcher('an');
  const binh = await watcher('binh');
  const chi = await watcher('chi');
  const dung = await watcher('dung');
  const em = await watcher('em');
  await bed.tables.accounts.disable(an.id, true, bed.clock.now().toISOString());
  await bed.tables.accounts.change(binh.id, { roles: ['operator'], issuer: null });
  await chi.browser.ask('DELETE', '/api/session');
  const elsewhere = openBrowser(bed.http);
  await logIn(elsewhere, 'dung');
  await elsewhere.ask('POST', '/api/session/password', { current: PASSWORD, password: 'một mật khẩu khác hẳn' });
  expect(lastOf(await an.whole)).toBe(ended('disabled'));
  expect(lastOf(await binh.whole)).toBe(ended('rights-changed'));
  expect(lastOf(await chi.whole)).toBe(ended('session-ended'));
  expect(lastOf(await dung.whole)).toBe(ended('session-ended'));
  // Whose log-in stands goes on watching.
  expect(await Promise.race([em.whole, Promise.resolve('goes on')])).toBe('goes on');
  await em.browser.ask('DELETE', '/api/session');
  await em.whole;
});
