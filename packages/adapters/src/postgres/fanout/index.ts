export { fanoutTable } from './fanout-table.ts';
export { readHold } from './hold.ts';
