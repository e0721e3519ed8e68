import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RealServer } from '@loa/testing/servers';
import { startLocalPostgres } from '../../packages/testing/src/servers/local-postgres.ts';

/** A file system of its own that can be filled to the last byte. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes every free byte. */
  fill(): void;
  /** Gives them back. */
  free(): void;
  remove(): void;
}

/** A {@link SmallDisk} of so many MiB; where none can be had, null with the reason printed, or an error with `CI=true`. */
export function smallDisk(mebibytes: number): SmallDisk | null {
  const disk = mounted(mebibytes);
  if (disk !== null) return disk;
  const reason = 'no disk to fill: this process may not mount a tmpfs';
  if (process.env['CI'] === 'true') throw new Error(reason);
  process.stderr.write(`skipped, ${reason}\n`);
  return null;
}

function mounted(mebibytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'loa-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=755`, 'loa-test', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  const filler = join(folder, 'filler');
  const remove = (): void => {
    process.off('exit', remove);
    execFileSync('umount', ['--lazy', folder], { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  return {
    folder,
    fill() {
      const file = openSync(filler, 'a');
      try {
        const block = Buffer.alloc(65_536, 1);
        for (;;) writeSync(file, block);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      } finally {
        closeSync(file);
      }
      const { bavail } = statfsSync(folder);
      if (bavail > 0) throw new Error(`${bavail} blocks are still free`);
    },
    free: () => rmSync(filler, { force: true }),
    remove,
  };
}

/** A PostgreSQL of this machine whose data directory lies on `disk`: local servers make theirs in the folder for temporary files. */
export async function postgresOn(disk: SmallDisk): Promise<RealServer> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = disk.folder;
  try {
    return await startLocalPostgres();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
