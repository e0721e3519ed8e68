import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiKeysTable, openPglite } from '@loa/adapters/postgres';
import { hashOfKey } from '@loa/runtime';
import { bareEnvironment } from '@loa/testing/servers';
import { afterAll, expect, test } from 'vitest';

const dataDir = mkdtempSync(join(tmpdir(), 'loa-keys-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function run(command: 'issuers' | 'keys', args: readonly string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  const main = join(import.meta.dirname, '..', command, 'main.ts');
  const child = spawn(process.execPath, [main, ...args], { env: { ...bareEnvironment(), LOA_DATA_DIR: dataDir } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdin.end(input);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

test('an issuer is registered, its machine gets a key that is shown once, and a key that is revoked opens nothing', async () => {
  const file = join(dataDir, 'issuers.json');
  writeFileSync(
    file,
    JSON.stringify([{ id: 'nchmf', name: 'Trung tâm', authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' } }]),
  );
  expect(await run('keys', ['--role', 'forecaster', '--issuer', 'nchmf', '--label', 'desk'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('registered'),
  });
  expect(await run('issuers', [file])).toMatchObject({ code: 0, out: 'nchmf: Trung tâm\n' });
  const made = await run('keys', ['--role', 'forecaster', '--issuer', 'nchmf', '--label', 'desk']);
  expect([made.code, made.err]).toEqual([0, '']);
  const key = made.out.trim();
  const holder = async () => {
    const db = await openPglite({ dataDir: join(dataDir, 'postgres') });
    const found = await apiKeysTable(db).findKey(hashOfKey(key));
    await db.close();
    return found;
  };
  expect(await holder()).toEqual({ roles: ['forecaster'], issuer: 'nchmf', label: 'desk' });
  expect(await run('keys', ['--revoke'], `${key}\n`)).toMatchObject({ code: 0, out: 'revoked: desk\n' });
  expect(await holder()).toBeNull();
  expect((await run('keys', ['--role', 'operator', '--issuer', 'nchmf', '--label', 'x'])).err).toMatch(/^usage/);
});
