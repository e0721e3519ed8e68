export { recallTable } from './recall-table.ts';
