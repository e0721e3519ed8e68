// Registers the issuers of a JSON list, on the Node that the project pins: npm run issuers.
import { fromHere, run } from './prepare.js';

run('services/registry/src/issuers/main.ts', { given: process.argv.slice(2).map(fromHere) });
