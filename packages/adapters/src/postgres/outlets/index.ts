export { outletLinesTable } from './outlet-lines-table.ts';
export { outletReadsTable } from './outlet-reads-table.ts';
export { outletsTable } from './outlets-table.ts';
