// Seals every address anew by the first of LOA_ADDRESS_KEYS, on the Node that the project pins: npm run rotate-keys.
import { run } from './prepare.js';

run('services/registry/src/rotate-keys/main.ts');
