export { sentMessagesTable } from './sent-messages-table.ts';
export { ledgerTable } from './ledger-table.ts';
