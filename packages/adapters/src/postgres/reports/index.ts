export { reportsTable } from './reports-table.ts';
