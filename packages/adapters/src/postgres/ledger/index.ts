export { ledgerTable } from './ledger-table.ts';
