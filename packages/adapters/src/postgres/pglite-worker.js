// Runs PGlite away from the main thread: statements are CPU-bound WebAssembly and would stall timers and sockets there.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

const database = await PGlite.create(workerData.dataDir === 'memory' ? {} : { dataDir: workerData.dataDir });
// Text for every type, so that one table of decoders serves both drivers.
const parsers = Object.fromEntries([16, 17, 20, 21, 23, 26, 114, 700, 701, 1009, 1016, 1184, 1700, 3802].map((oid) => [oid, (value) => value]));

parentPort.on('message', async ({ id, kind, text, parameters }) => {
  try {
    if (kind === 'close') {
      await database.close();
      parentPort.postMessage({ id, rows: [] });
      parentPort.close();
      return;
    }
    if (kind === 'script') {
      await database.exec(text);
      parentPort.postMessage({ id, rows: [] });
      return;
    }
    const result = await database.query(text, parameters, { rowMode: 'array', parsers });
    parentPort.postMessage({ id, rows: result.rows, fields: result.fields.map((field) => [field.name, field.dataTypeID]) });
  } catch (error) {
    parentPort.postMessage({ id, error: { code: String(error?.code ?? error?.errno ?? 'XX000'), message: String(error?.message ?? error) } });
  }
});
parentPort.postMessage({ ready: true });
