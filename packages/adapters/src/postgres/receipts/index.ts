export { receiptsTable } from './receipts-table.ts';
