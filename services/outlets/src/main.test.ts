import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('without the addresses it needs the process refuses to start and names them', () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [main], { env: {}, encoding: 'utf8' });
  expect([status, stderr]).toEqual([78, expect.stringMatching(/missing addresses: DATABASE_URL\nLOA_PUBLIC_URL: expected an http URL/)]);
});
