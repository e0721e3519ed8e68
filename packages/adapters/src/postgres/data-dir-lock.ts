import { mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createHash } from 'node:crypto';

/** Another process works on this data directory. */
export class DataDirLocked extends Error {
  override readonly name = 'DataDirLocked';
  readonly code = 'data-dir-locked';
}

// A socket path may hold some 100 bytes, so the lock lives beside, under a name derived from the directory.
const socketPath = (dataDir: string): string => {
  const name = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 24);
  return join(tmpdir(), `loa-${name}.lock`);
};

const listen = (path: string): Promise<Server> =>
  new Promise((done, fail) => {
    const server = createServer((socket) => socket.end());
    server.once('error', fail);
    server.listen(path, () => {
      server.unref();
      done(server);
    });
  });

const somebodyAnswers = (path: string): Promise<boolean> =>
  new Promise((answer) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      answer(true);
    });
    socket.once('error', () => answer(false));
  });

/**
 * Takes the exclusive lock of a data directory, which is made when missing. The lock is a listening socket: the
 * system lets go of it however its process ends, so what a killed process left is taken over at once.
 * Rejects with {@link DataDirLocked}. Resolves to the release.
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  mkdirSync(dataDir, { recursive: true });
  const path = socketPath(dataDir);
  const refused = () => new DataDirLocked(`another process uses the data directory ${dataDir}; stop it, or set LOA_DATA_DIR to another directory`);
  let server: Server;
  try {
    server = await listen(path);
  } catch {
    if (await somebodyAnswers(path)) throw refused();
    rmSync(path, { force: true });
    server = await listen(path).catch(() => {
      throw refused();
    });
  }
  return () => new Promise((done) => server.close(() => done()));
}

