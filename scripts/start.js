// Plain JavaScript for whatever Node is there: brings what is missing, then runs Loa on the Node that the project pins.
import { buildWeb } from './build-web.js';
import { prepare, run } from './prepare.js';

prepare();
buildWeb();
run('services/standalone/src/main.ts');
