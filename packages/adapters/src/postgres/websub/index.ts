export { websubTable } from './websub-table.ts';
