import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bulletinsTable, migrate, openPglite } from '@loa/adapters/postgres';
import { until } from '@loa/testing/servers';
import { describe, expect, test } from 'vitest';
import { deskAt, makeKeys } from './desk.ts';
import { throughAFullDisk } from './disk-full.ts';
import { startService } from './service-process.ts';
import { smallDisk } from './small-disk.ts';

const disk = smallDisk(160);

describe.skipIf(disk === null)('standalone on a full disk', () => {
  test('answers 507, loses nothing that it accepted, and takes the next good one when there is room again', async () => {
    const small = disk!;
    const data = join(small.folder, 'data');
    try {
      mkdirSync(data);
      const db = await openPglite({ dataDir: join(data, 'postgres') });
      await migrate(db);
      const keys = await makeKeys(db);
      await db.close();
      const loa = await startService(
        'standalone',
        { LOA_DATA_DIR: data },
        { args: ['--no-replay', '--subscribers', '50'], probe: '/livez' },
      );
      const desk = deskAt({ intake: loa.url, console: loa.url }, keys);
      const accepted = await throughAFullDisk(small, desk, loa.log);
      const isDecided = async (id: string): Promise<boolean> =>
        (await desk.look(`/api/bulletins/${id}`, keys.operator)).body['decidedAt'] !== null;
      for (const id of accepted) await until(`${id} is decided`, 60_000, () => isDecided(id));
      expect(loa.isRunning()).toBe(true);
      await loa.stop();
      const after = await openPglite({ dataDir: join(data, 'postgres') });
      const found = await Promise.all(accepted.map((id) => bulletinsTable(after).get(id)));
      expect(found.filter((way) => way === null)).toEqual([]);
      await after.close();
    } finally {
      rmSync(data, { recursive: true, force: true });
      small.remove();
    }
  }, 180_000);
});
