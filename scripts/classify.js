// Classifies a file of bulletins on the Node that the project pins: npm run classify -- FILE [--json].
import { fromHere, run } from './prepare.js';

run('services/classifier/src/classify/main.ts', { given: process.argv.slice(2).map((one) => (one.startsWith('-') ? one : fromHere(one))) });
