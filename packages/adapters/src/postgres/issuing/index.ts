export { issuingTable } from './issuing-table.ts';
export { lapsingTable } from './lapsing-table.ts';
