import { unsubscribeToken } from '@loa/runtime';
import { describe, expect, test } from 'vitest';
import { NOW, SECRET, useBeds } from './test-bed.ts';

const { bedOf } = useBeds();

describe('unsubscribe by the link of a message', () => {
  const ONE_CLICK = 'List-Unsubscribe=One-Click';

  test('a scanner’s GET changes nothing, one click takes effect, and again is the same', async () => {
    const bed = bedOf();
    const { id, token } = await bed.subscribe({ email: 'an@example.com' });
    const url = `/unsubscribe/${unsubscribeToken(SECRET, id)}`;
    expect((await bed.call('GET', url)).text).toContain('<form method="post">');
    expect(await bed.registry.optOuts(id)).toEqual([]);
    for (let n = 0; n < 2; n += 1) expect((await bed.call('POST', url, ONE_CLICK)).status).toBe(200);
    const own = await bed.call('GET', '/api/subscriptions/me', undefined, token);
    expect(own.body['optOuts']).toEqual([{ channel: 'email', how: 'link', at: NOW }]);
  });

  test('a forged token is refused, and a body that must be supplied stays', async () => {
    const bed = bedOf();
    const { id } = await bed.subscribe({ email: 'an@example.com' });
    const forged = `/unsubscribe/${unsubscribeToken('another secret', id)}`;
    expect([(await bed.call('POST', forged, ONE_CLICK)).status, (await bed.call('GET', forged)).status]).toEqual([404, 404]);
    expect(await bed.registry.optOuts(id)).toEqual([]);
    await bed.registry.insertMany([
      { id: 900, audience: 'agency', language: 'vi', email: 'so@example.com', units: ['21583'], supply: true },
    ]);
    expect((await bed.call('POST', `/unsubscribe/${unsubscribeToken(SECRET, 900)}`, ONE_CLICK)).status).toBe(409);
  });

  test('a provider may take as many off as it likes from one address; who guesses tokens is stopped', async () => {
    const bed = bedOf({ settings: { confirmRate: { perSecond: 0.001, burst: 1 } } });
    const people = [901, 902, 903].map((id) => ({
      ...{ id, audience: 'citizen' as const, language: 'vi', email: `p${id}@example.com`, units: ['21583'] },
    }));
    await bed.registry.insertMany(people);
    const by = async (secret: string) =>
      Promise.all(people.map(async ({ id }) => (await bed.call('POST', `/unsubscribe/${unsubscribeToken(secret, id)}`, ONE_CLICK)).status));
    expect(await by(SECRET)).toEqual([200, 200, 200]);
    expect((await by('another secret')).toSorted()).toEqual([404, 429, 429]);
  });
});
