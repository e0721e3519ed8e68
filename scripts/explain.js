// Prints a table of the rulebook on the Node that the project pins: npm run explain -- HAZARD.
import { run } from './prepare.js';

run('services/classifier/src/explain/main.ts');
