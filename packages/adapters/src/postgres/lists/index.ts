export { listsTable } from './lists-table.ts';
