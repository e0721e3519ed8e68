import pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase } from './isolation.ts';
import { need } from './need.ts';
import { realServers, startPostgres } from './real-servers.ts';
import type { RealServer } from './server.ts';

const postgres = await need('postgres');

describe('finding servers', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('takes an address of the environment first, and says so when nothing answers there', async () => {
    vi.stubEnv('TEST_REDIS_URL', 'redis://127.0.0.1:1');
    expect((await realServers()).redis).toEqual({ source: 'nowhere', reason: 'TEST_REDIS_URL is set, but nothing answers there' });
  });

  it('does without the environment where a server is to be killed', async () => {
    vi.stubEnv('TEST_REDIS_URL', 'redis://127.0.0.1:1');
    const { redis } = await realServers({ controllable: true });
    expect('reason' in redis ? redis.reason : '').not.toContain('nothing answers there');
  });

  it('skips with a reason without CI, and throws with it', async () => {
    vi.stubEnv('TEST_RUN_SERVERS', undefined);
    vi.stubEnv('LOA_TEST_ENGINES', 'embedded');
    vi.stubEnv('CI', '');
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect((await need('kafka')).missing).toBe(true);
    expect(said).toHaveBeenCalledWith('skipped, no kafka: LOA_TEST_ENGINES=embedded\n');
    said.mockRestore();
    vi.stubEnv('CI', 'true');
    await expect(need('kafka')).rejects.toMatchObject({ code: 'server-missing' });
  });
});

describe.skipIf(postgres.missing)('a PostgreSQL of a test', () => {
  let server: RealServer | undefined;
  afterEach(() => server?.stop());

  const ask = async (url: string, statement: string): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString: url, query_timeout: 300 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      client.end().catch(() => undefined);
    }
  };

  it('keeps its data over a kill, and loses it when emptied', async () => {
    server = await startPostgres({ controllable: true });
    const { address } = server;
    await ask(address, 'create table kept (n int)');
    await server.kill();
    await expect(ask(address, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await server.restart();
    expect(await ask(address, 'select * from kept')).toEqual([]);
    await server.restart({ empty: true });
    await expect(ask(address, 'select * from kept')).rejects.toMatchObject({ code: '42P01' });
  });

  it('stops answering sessions that are open already while it is paused', async () => {
    server = await startPostgres({ controllable: true });
    const client = new pg.Client({ connectionString: server.address, query_timeout: 300 });
    await client.connect();
    await server.pause();
    await expect(client.query('select 1')).rejects.toThrow('timeout');
    await server.resume();
    await client.end();
    expect(await ask(server.address, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('gives every test file a database of its own', async () => {
    const [one, two] = [await freshDatabase(postgres.address), await freshDatabase(postgres.address)];
    await ask(one.url, 'create table mine (n int)');
    await expect(ask(two.url, 'select * from mine')).rejects.toMatchObject({ code: '42P01' });
    await one.drop();
    await two.drop();
  });
});
