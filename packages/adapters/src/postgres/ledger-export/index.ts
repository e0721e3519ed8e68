export { ledgerExportTable } from './ledger-export-table.ts';
