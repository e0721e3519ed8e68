// Makes or revokes the API key of a machine, on the Node that the project pins: npm run keys.
import { run } from './prepare.js';

run('services/registry/src/keys/main.ts');
