import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { capPollsTable, migrate, openPostgres } from '@loa/adapters/postgres';
import { freshPostgres, postgresMissing } from '@loa/testing/contract/fresh-postgres';
import { keepLog } from '@loa/testing/logs';
import { freePort, until } from '@loa/testing/servers';
import { expect, test } from 'vitest';
import { aSource, atom, entry, linkTo, sends, useBeds, xml } from './test-bed.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const WITHIN_MS = 50_000;
const { serverOf, intakeOf } = useBeds();

test('sources and an address of intake that cannot be read keep the process from starting, and are named', () => {
  const startWith = (env: Record<string, string>): string =>
    spawnSync(process.execPath, [main], { env: { LOA_PUBLIC_URL: 'https://loa.example', ...env }, encoding: 'utf8' }).stderr;
  expect(startWith({ LOA_CAP_SOURCES: '[{"id": "a"}]' })).toContain('LOA_CAP_SOURCES');
  expect(startWith({ LOA_INTAKE_URL: 'intake' })).toContain('LOA_INTAKE_URL: expected an http address');
});

test.skipIf(postgresMissing() !== null)(
  'a trusted source needs a way to intake; of two processes one asks it; killed while it submits, the other submits again, and the message is one bulletin',
  async () => {
    const real = await freshPostgres();
    const db = await openPostgres({ url: real.url, max: 2 });
    await migrate(db);
    const [server, intake] = [await serverOf(), await intakeOf()];
    server.answers.set('/one.xml', sends(xml('one')));
    server.answers.set('/feed', sends(atom(entry('1', linkTo('one.xml')))));
    // Takes the message, and does not come to say so.
    intake.answer((response, request) => intake.takes(Object.assign(response, { end: () => response }), request));
    const sources = { LOA_CAP_SOURCES: JSON.stringify([aSource(`${server.url}/feed`)]), LOA_OUTLETS_ALLOW_PRIVATE: 'yes' };
    const without = { DATABASE_URL: real.url, LOA_PUBLIC_URL: 'https://loa.example', ...sources };
    const { status, stderr } = spawnSync(process.execPath, [main], { env: without, encoding: 'utf8' });
    expect([status, stderr]).toEqual([78, expect.stringMatching(/LOA_INTAKE_URL: expected .*\nLOA_INTAKE_KEYS: expected .* none for tmd/)]);
    const children: ChildProcess[] = [];
    const startOutlets = async (): Promise<void> => {
      const url = `http://127.0.0.1:${await freePort()}`;
      const env = {
        ...without,
        ...{ LOA_PORT: new URL(url).port, LOA_INTAKE_URL: intake.url, LOA_INTAKE_KEYS: 'key' },
      };
      const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'ignore', 'pipe'] });
      children.push(child);
      child.stderr.on('data', (chunk: Buffer) => keepLog(`outlets-${String(child.pid)}`, chunk));
      await until('outlets are ready', WITHIN_MS, async () => (await fetch(`${url}/readyz`)).ok);
    };
    const kill = async (): Promise<void> => {
      for (const child of children.splice(0)) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    };
    await Promise.all([startOutlets(), startOutlets()]);
    await until('it is submitted', WITHIN_MS, async () => intake.taken.length === 1);
    await kill();
    expect([server.countOf('/feed'), intake.asked.length, (await capPollsTable(db).states(['tmd']))[0]?.counts.submitted]).toEqual([
      1, 1, 0,
    ]);
    // What the killed one held is free when its lease is over.
    await db.query('update cap_sources set lease_until = now()');
    intake.answer(intake.takes);
    await Promise.all([startOutlets(), startOutlets()]);
    const state = await until('it is noted', WITHIN_MS, async () => {
      const [one] = await capPollsTable(db).states(['tmd']);
      return one?.outcome === 'read' ? one : false;
    });
    expect([state.counts.submitted, server.countOf('/feed'), intake.asked.length, intake.taken]).toEqual([1, 2, 2, ['bulletin-one']]);
    await kill();
    await db.close();
    await real.stop();
  },
  180_000,
);
