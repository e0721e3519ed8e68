// Builds the screens where they are stale, on the Node that the project pins: npm run build.
import { buildWeb } from './build-web.js';
import { prepare } from './prepare.js';

prepare();
buildWeb();
