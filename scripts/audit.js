// Walks along the audit trail and says whether its chain holds, on the Node that the project pins: npm run audit.
import { run } from './prepare.js';

run('services/console/src/check-audit/main.ts', { given: [] });
