import { unsubscribeToken } from '@loa/runtime';
import { describe, expect, test } from 'vitest';
import { QUY_NHON, SECRET, useBeds } from './test-bed.ts';

const { bedOf, db } = useBeds();
const HOUR_MS = 3_600_000;
const people = async (): Promise<number> => (await db().query<{ n: number }>('select count(*)::int as n from subscribers'))[0]?.n ?? 0;

describe('the link of a confirmation counts for 48 hours', () => {
  const PURPOSES = [
    ['to sign up', 'subscribe', '/api/subscriptions', { places: [QUY_NHON], consent: true }],
    ['to one’s own page', 'manage', '/api/subscriptions/link', {}],
    ['to leave', 'leave', '/api/opt-outs', {}],
  ] as const;

  const asked = async (purpose: string, path: string, more: object) => {
    const bed = bedOf();
    if (purpose !== 'subscribe') await bed.subscribe({ email: 'an@example.com' });
    const before = bed.email.count;
    await bed.call('POST', path, { email: 'an@example.com', language: 'en', ...more });
    await bed.sent('email', before + 1);
    return { bed, link: bed.link(), code: bed.link().split('code=')[1] };
  };
  const standing = () =>
    db().query(
      `select (select count(*) from subscribers) people, (select count(*) from opt_outs) gone, (select count(*) from signup_tokens) tokens`,
    );

  test.each(PURPOSES)(
    '%s: after that its page, its button and its code are refused, and change nothing',
    async (_, purpose, path, more) => {
      const { bed, link, code } = await asked(purpose, path, more);
      const before = await standing();
      bed.clock.advance(48 * HOUR_MS);
      for (const answer of [await bed.call('GET', link), await bed.call('POST', link, '')]) {
        expect([answer.status, answer.headers['set-cookie']]).toEqual([404, undefined]);
        expect(answer.text).toContain('There is no such code, or it was used, or it has expired.');
        expect(answer.text).not.toContain('<form');
      }
      const byCode = await bed.call('POST', '/api/subscriptions/confirm', { code });
      expect(byCode).toMatchObject({ status: 410, body: { type: 'urn:loa:problem:code-expired' } });
      expect(await standing()).toEqual(before);
    },
  );

  test.each(PURPOSES)('%s: until then it is taken, as a link and as a code', async (_, purpose, path, more) => {
    const { bed, link } = await asked(purpose, path, more);
    bed.clock.advance(48 * HOUR_MS - 1);
    expect((await bed.call('GET', link)).text).toContain('<form method="post">');
    expect((await bed.call('POST', link, '')).status).toBe(200);
    const { bed: other, code } = await asked(purpose, path, more);
    other.clock.advance(48 * HOUR_MS - 1);
    expect(await other.call('POST', '/api/subscriptions/confirm', { code })).toMatchObject({ status: 200, body: { purpose } });
  });
});

describe('a scanner that opens links', () => {
  const SCANS = [
    ['GET', ''],
    ['HEAD', ''],
    ['GET', '?List-Unsubscribe=One-Click'],
    ['HEAD', '?List-Unsubscribe=One-Click'],
  ] as const;

  test.each(SCANS)('takes nobody off by %s of the address in List-Unsubscribe with %j behind it', async (method, query) => {
    const bed = bedOf();
    const { id, token } = await bed.subscribe({ email: 'an@example.com' });
    const seen = await bed.http.inject({ method, url: `/unsubscribe/${unsubscribeToken(SECRET, id)}${query}` });
    expect([seen.statusCode, seen.body.includes('<form method="post">')]).toEqual([200, method === 'GET']);
    expect(await bed.registry.optOuts(id)).toEqual([]);
    expect((await bed.call('GET', '/api/subscriptions/me', undefined, token)).body).toMatchObject({ optOuts: [], units: ['21583'] });
  });

  test.each(['GET', 'HEAD'] as const)(
    'enters nobody by %s of the link of a confirmation, and the link counts afterwards',
    async (method) => {
      const bed = bedOf();
      await bed.call('POST', '/api/subscriptions', { email: 'an@example.com', places: [QUY_NHON], consent: true });
      for (let n = 0; n < 2; n += 1) expect((await bed.http.inject({ method, url: bed.link() })).statusCode).toBe(200);
      expect(await people()).toBe(0);
      expect([(await bed.call('POST', bed.link(), '')).status, await people()]).toEqual([200, 1]);
    },
  );
});
