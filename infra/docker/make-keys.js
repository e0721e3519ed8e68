// Makes the keys of an installation in the folder named, once: what is there already is left alone.
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '.'] = process.argv.slice(2);
const made = {
  'address-keys': `1:${randomBytes(32).toString('base64')}`,
  'unsubscribe-secret': randomBytes(32).toString('base64url'),
};
for (const [name, value] of Object.entries(made)) {
  const file = join(folder, name);
  if (!existsSync(file)) writeFileSync(file, value, { mode: 0o444, flag: 'wx' });
}
