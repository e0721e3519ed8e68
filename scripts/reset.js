// Empties the data directory (LOA_DATA_DIR, default ./data).
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const directory = resolve(fileURLToPath(new URL('..', import.meta.url)), process.env.LOA_DATA_DIR ?? 'data');
rmSync(directory, { recursive: true, force: true });
console.log(`emptied ${directory}`);
