import { claimsContract } from '@loa/testing/contract/claims';
import { rateLimiterContract } from '@loa/testing/contract/rate-limiter';
import { need, type RealServer, startRedis } from '@loa/testing/servers';
import { testLogger } from '@loa/testing/logs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRedis, redisClaims, type RedisConnection, redisRateLimiter, RedisUnavailable } from './index.ts';

const redis = await need('redis');
const log = testLogger('redis-test');

describe.skipIf(redis.missing)('redis', () => {
  const open = () => openRedis({ url: redis.address, log });
  claimsContract('redis', async () => {
    const connection = await open();
    return { claims: redisClaims(connection), close: async () => connection.disconnect() };
  });
  rateLimiterContract('redis', async () => {
    const connection = await open();
    return { limiter: redisRateLimiter(connection), close: async () => connection.disconnect() };
  });
});

describe.skipIf(redis.missing)('redis in trouble', () => {
  let server: RealServer;
  let connection: RedisConnection;
  beforeAll(async () => {
    server = await startRedis({ controllable: true });
    connection = await openRedis({ url: server.address, log });
  });
  beforeEach(() => vi.waitFor(() => connection.ping(), { timeout: 20_000 }));
  afterAll(async () => {
    connection.disconnect();
    await server.stop();
  });

  it('rejects with a coded error while the server is gone, and claims again when it is back', async () => {
    const claims = redisClaims(connection);
    expect(await claims.claim('gone', 'a', 600_000)).toBe('won');
    await server.kill();
    await expect(claims.claim('gone', 'a', 600_000)).rejects.toMatchObject({ name: 'RedisUnavailable', code: 'unavailable' });
    await server.restart();
    await vi.waitFor(async () => expect(await claims.claim('gone', 'b', 600_000)).toBe('lost'), { timeout: 20_000 });
  });

  it('rejects with a coded error while the server answers nothing, and goes on afterwards', async () => {
    const limiter = redisRateLimiter(connection);
    const rate = { perSecond: 1, burst: 5 };
    await server.pause();
    await expect(limiter.take('paused', 1, rate)).rejects.toBeInstanceOf(RedisUnavailable);
    await server.resume();
    await vi.waitFor(async () => expect((await limiter.take('paused', 1, rate)).granted).toBe(1), { timeout: 20_000 });
  });

  it('has forgotten claims and scripts of a server that came back empty, and works', async () => {
    const claims = redisClaims(connection);
    const limiter = redisRateLimiter(connection);
    await claims.claim('emptied', 'a', 600_000);
    await limiter.take('emptied', 5, { perSecond: 0.001, burst: 5 });
    await server.restart({ empty: true });
    await vi.waitFor(() => connection.ping(), { timeout: 20_000 });
    expect(await claims.claim('emptied', 'b', 600_000)).toBe('won');
    expect((await limiter.take('emptied', 9, { perSecond: 0.001, burst: 5 })).granted).toBe(5);
  });

  it('opens without a server', async () => {
    const nobody = await openRedis({ url: 'redis://127.0.0.1:1', log });
    await expect(redisClaims(nobody).claim('nobody', 'a', 600_000)).rejects.toBeInstanceOf(RedisUnavailable);
    nobody.disconnect();
  });
});
