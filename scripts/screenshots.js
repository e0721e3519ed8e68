// Makes the pictures of docs/screens, on the Node that the project pins: npm run screenshots.
import { run } from './prepare.js';

run('tests/browser/screenshots.ts', { given: [] });
