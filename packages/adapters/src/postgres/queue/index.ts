export { queueTable } from './queue-table.ts';
