export { queueTable } from './queue-table.ts';
export { WARNING_KNOWN } from './statements.ts';
