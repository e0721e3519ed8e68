export { fanoutTable } from './fanout-table.ts';
