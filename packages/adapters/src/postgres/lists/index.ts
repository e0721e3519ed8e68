export { ListTaken, listsTable } from './lists-table.ts';
