export { fenceTable } from './fence-table.ts';
