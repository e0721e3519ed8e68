import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const WORTH_BYTES = 1_000;

/** Writes each file that is worth it in brotli and gzip beside it, so that serving it costs nothing. */
export function compressed(): Plugin {
  return {
    name: 'loa-compressed',
    async writeBundle({ dir = 'dist' }) {
      const entries = await readdir(dir, { recursive: true, withFileTypes: true });
      const files = entries.filter((one) => one.isFile() && /\.(js|mjs|css|json|svg|html)$/.test(one.name));
      for (const { parentPath, name } of files) {
        const file = join(parentPath, name);
        const bytes = await readFile(file);
        if (bytes.length < WORTH_BYTES) continue;
        await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
        await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }));
      }
    },
  };
}
