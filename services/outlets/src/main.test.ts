import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { apiKeysTable, migrate, openPostgres } from '@loa/adapters/postgres';
import { freshPostgres, postgresMissing } from '@loa/testing/contract/fresh-postgres';
import { keepLog } from '@loa/testing/logs';
import { freePort, until } from '@loa/testing/servers';
import { expect, test } from 'vitest';
import { issue, numbersAt, range, says, useBeds, WITHIN_MS } from './test-bed.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const { sinkOf } = useBeds();

test('without the addresses it needs the process refuses to start and names them', () => {
  const { status, stderr } = spawnSync(process.execPath, [main], { env: {}, encoding: 'utf8' });
  expect([status, stderr]).toEqual([
    78,
    expect.stringMatching(/missing addresses: DATABASE_URL\nLOA_PUBLIC_URL: expected an http address/),
  ]);
});

/** Outlets as a process of its own. */
async function startOutlets(databaseUrl: string) {
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = {
    DATABASE_URL: databaseUrl,
    LOA_PUBLIC_URL: 'https://loa.example',
    LOA_OUTLETS_ALLOW_PRIVATE: 'yes',
    LOA_PORT: new URL(url).port,
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.on('data', (chunk: Buffer) => keepLog(`outlets-${String(child.pid)}`, chunk));
  await until('outlets are ready', WITHIN_MS, async () => (await fetch(`${url}/readyz`)).ok);
  return { url, child };
}

test.skipIf(postgresMissing() !== null)(
  'two processes on PostgreSQL share an outlet; killed one after the other, they leave nothing out',
  async () => {
    const real = await freshPostgres();
    const db = await openPostgres({ url: real.url, max: 2 });
    await migrate(db);
    const operator = await apiKeysTable(db).create({ role: 'operator', issuer: null, label: 'night shift' });
    const [one, other] = await Promise.all([startOutlets(real.url), startOutlets(real.url)]);
    const sink = await sinkOf();
    const profile = { name: 'Đài', contact: 'desk', way: { kind: 'webhook', url: sink.url } };
    const headers = { 'content-type': 'application/json' };
    await fetch(`${one.url}/api/outlets`, { method: 'POST', headers, body: JSON.stringify(profile) });
    await fetch(`${one.url}/api/outlets/1/approve`, { method: 'POST', headers: { authorization: `Bearer ${operator}` } });
    for (let n = 0; n < 10; n += 1) await issue(db, 5);
    await until('they arrive', WITHIN_MS, async () => numbersAt(sink).length >= 50);
    expect(numbersAt(sink)).toEqual(range(1, 50));
    // Otherwise the one that is killed may hold the outlet for as long as its lease runs.
    const held = () => db.query('select from outlet_cursors where lease_until is not null');
    await until('nobody holds the outlet', WITHIN_MS, async () => (await held()).length === 0);
    sink.answer = says(503);
    one.child.kill('SIGKILL');
    await once(one.child, 'exit');
    await issue(db, 5);
    await until('the other one tries', WITHIN_MS, async () => numbersAt(sink).includes(51));
    other.child.kill('SIGKILL');
    await once(other.child, 'exit');
    sink.answer = (_, response) => void response.end();
    sink.received.length = 0;
    // What the killed one held is free when its lease is over.
    await db.query(`update outlet_cursors set lease_until = now() where lease_until is not null`);
    const third = await startOutlets(real.url);
    await until('the rest arrives', WITHIN_MS, async () => numbersAt(sink).includes(55));
    expect(numbersAt(sink)).toEqual(range(51, 55));
    third.child.kill('SIGTERM');
    await once(third.child, 'exit');
    expect(third.child.exitCode).toBe(0);
    await db.close();
    await real.stop();
  },
  180_000,
);
