export { issuingTable } from './issuing-table.ts';
