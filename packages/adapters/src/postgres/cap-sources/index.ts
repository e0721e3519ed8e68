export { capOriginalsTable } from './cap-originals-table.ts';
export { capPollsTable } from './cap-polls-table.ts';
