export { askedTable } from './asked-table.ts';
export { callListTable } from './call-list-table.ts';
export { supplyBodiesTable } from './bodies-table.ts';
export { CONFIRMATION_PATH, confirmationUrl, confirmedDelivery } from './confirmation-url.ts';
export { confirmationsTable } from './confirmations-table.ts';
export { supplyDeskTable } from './desk-table.ts';
export { supplyRecordsTable } from './records-table.ts';
