export { replayLedgerTable } from './replay-ledger-table.ts';
