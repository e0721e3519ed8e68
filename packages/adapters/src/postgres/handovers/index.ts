export { handoversTable } from './handovers-table.ts';
