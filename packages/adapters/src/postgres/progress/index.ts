export { progressTable } from './progress-table.ts';
