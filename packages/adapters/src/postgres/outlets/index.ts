export { outletLinesTable } from './outlet-lines-table.ts';
export { outletsTable } from './outlets-table.ts';
