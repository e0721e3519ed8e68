import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditTable, migrate, openPglite } from '@loa/adapters/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';

const NOW = '2025-11-06T01:00:00.000Z';
const MAIN = new URL('main.ts', import.meta.url).pathname;
let dataDir: string;
beforeAll(() => void (dataDir = mkdtempSync(join(tmpdir(), 'loa-audit-'))));
afterAll(() => rmSync(dataDir, { recursive: true }));

/** What `npm run audit` says. */
function check(dir = dataDir) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], LOA_DATA_DIR: dir },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}
const open = () => openPglite({ dataDir: join(dataDir, 'postgres') });

test('the command says that the chain holds, which row was changed, and where it cannot look', async () => {
  const nowhere = join(dataDir, 'nowhere');
  expect(check(nowhere)).toMatchObject({ status: 1, stderr: expect.stringContaining(`there is no database in ${nowhere}`) });
  expect(existsSync(nowhere)).toBe(false);

  let db = await open();
  await migrate(db);
  const trail = auditTable(db);
  for (const subject of ['a', 'b', 'c']) await trail.note({ deed: 'paused', by: 'night', account: null, subject, reason: 'vì sao' }, NOW);
  const running = check();
  expect(running).toMatchObject({ status: 1, stdout: '' });
  expect(running.stderr).toMatch(/^a running Loa has the database in .* the page \/wall\/audit on the address/);
  expect(running.stderr).not.toContain('    at ');
  await db.close();
  expect(check()).toEqual({ status: 0, stdout: 'the audit trail holds: 3 rows\n', stderr: '' });

  db = await open();
  await db.script(
    "alter table audit disable trigger audit_stays; update audit set reason = 'vì khác' where number = 2; alter table audit enable trigger audit_stays",
  );
  await db.close();
  expect(check()).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/^the audit trail is broken: row 2 .*; 1 rows before it hold\n$/),
  });
}, 180_000);
