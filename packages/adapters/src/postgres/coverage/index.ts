export { coverageTable } from './coverage-table.ts';
