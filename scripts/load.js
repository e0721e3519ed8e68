// Fills an empty registry with invented people on the Node that the project pins: npm run load -- --subscribers N.
import { run } from './prepare.js';

run('services/registry/src/load/main.ts');
