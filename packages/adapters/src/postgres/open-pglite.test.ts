import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { openPglite } from './index.ts';

// Each test opens several databases, a second of work each and more on a busy machine.
vi.setConfig({ testTimeout: 180_000 });
const root = mkdtempSync(join(tmpdir(), 'loa-pglite-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const INDEX = new URL('./index.ts', import.meta.url).href;
/** A process that opens the directory, commits a row, says so, and stays. */
const HOLDER = `
const { openPglite } = await import(${JSON.stringify(INDEX)});
const db = await openPglite({ dataDir: process.argv[1] });
await db.query('create table if not exists held (n int)');
await db.query('insert into held values (1)');
console.log('holding');
setInterval(() => undefined, 1000);`;

test('what is committed is there when the directory is opened again', async () => {
  const dataDir = join(root, 'again');
  const first = await openPglite({ dataDir });
  await first.query('create table kept (n int)');
  await first.query('insert into kept values (1)');
  await first.close();
  const second = await openPglite({ dataDir });
  expect(await second.query('select n from kept')).toEqual([{ n: 1 }]);
  await second.close();
});

test('a directory that is open is refused, to this process and to another, until it is closed', async () => {
  const dataDir = join(root, 'twice');
  const db = await openPglite({ dataDir });
  await expect(openPglite({ dataDir })).rejects.toMatchObject({ name: 'DataDirLocked', code: 'data-dir-locked', dataDir });
  const other = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, dataDir], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: Buffer[] = [];
  other.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const [status] = (await once(other, 'close')) as [number];
  expect(status).not.toBe(0);
  expect(Buffer.concat(said).toString()).toContain('is in use by another process');
  await db.close();
  await (await openPglite({ dataDir })).close();
});

test('the directory of a killed process is free at once, with everything that it had committed', async () => {
  const dataDir = join(root, 'killed');
  const holder = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  await expect(openPglite({ dataDir })).rejects.toMatchObject({ code: 'data-dir-locked' });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const db = await openPglite({ dataDir });
  expect(await db.query('select n from held')).toEqual([{ n: 1 }]);
  await db.close();
});

test('statements asked while a transaction is open wait for its end and go before the next one', async () => {
  const db = await openPglite({ dataDir: 'memory' });
  await db.query('create table steps (n serial, word text)');
  const write = (word: string) => db.query('insert into steps (word) values ($1)', [word]);
  const begun = Promise.withResolvers<undefined>();
  const first = db.transaction(async (tx) => {
    await tx.query("insert into steps (word) values ('first begins')");
    begun.resolve(undefined);
    await tx.query('select pg_sleep(0.02)');
    await tx.query("insert into steps (word) values ('first ends')");
  });
  const second = db.transaction(async (tx) => void (await tx.query("insert into steps (word) values ('second')")));
  await begun.promise;
  const beside = write('beside');
  await Promise.all([first, second, beside]);
  const rows = await db.query<{ word: string }>('select word from steps order by n');
  expect(rows.map((row) => row.word)).toEqual(['first begins', 'first ends', 'beside', 'second']);
  await db.close();
});

test('a statement through a transaction that has ended is refused', async () => {
  const db = await openPglite({ dataDir: 'memory' });
  const kept = await db.transaction(async (tx) => tx);
  await expect(kept.query('select 1')).rejects.toMatchObject({ code: '25P01' });
  await db.close();
  await expect(db.query('select 1')).rejects.toMatchObject({ code: 'unavailable' });
});

test('statements that stand alone are never caught up in a transaction, whatever lies between asking and running', async () => {
  const db = await openPglite({ dataDir: 'memory' });
  await db.script('create table kept (n int)');
  const rolledBack = Array.from({ length: 60 }, (_, n) =>
    db.transaction(async (tx) => {
      await tx.query('insert into kept values ($1)', [-1]);
      if (n % 3 === 0) await sleep(1);
      throw new Error('rolled back');
    }),
  );
  const alone = Array.from({ length: 300 }, async (_, n) => {
    await sleep(n / 3);
    await db.query('insert into kept values ($1)', [n]);
  });
  const ends = await Promise.allSettled([...rolledBack, ...alone]);
  expect(ends.filter((one) => one.status === 'rejected')).toHaveLength(60);
  const [row] = await db.query<{ kept: number; lost: number }>(
    'select count(*) filter (where n >= 0) as kept, count(*) filter (where n < 0) as lost from kept',
  );
  expect(row).toEqual({ kept: 300, lost: 0 });
  await db.close();
});
