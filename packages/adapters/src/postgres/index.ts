export * from './accounts/index.ts';
export * from './airings/index.ts';
export * from './api-keys/index.ts';
export { approvalsTable } from './approvals/index.ts';
export * from './audit/index.ts';
export * from './bulletins/index.ts';
export * from './cap-messages/index.ts';
export * from './cap-sources/index.ts';
export * from './coverage/index.ts';
export * from './dead-letters/index.ts';
export * from './desk/index.ts';
export * from './event-states/index.ts';
export * from './fanout/index.ts';
export * from './fence/index.ts';
export * from './handovers/index.ts';
export * from './issuers/index.ts';
export * from './issuing/index.ts';
export * from './ledger/index.ts';
export * from './ledger-export/index.ts';
export * from './lists/index.ts';
export * from './level-reasons/index.ts';
export * from './live/index.ts';
export * from './lookup/index.ts';
export { migrate } from './migrate.ts';
export { DataDirLocked, openPglite, type PgliteOptions } from './open-pglite.ts';
export { openPostgres, type PostgresOptions } from './open-postgres.ts';
export * from './outlets/index.ts';
export * from './replay-ledger/index.ts';
export { queueTable } from './queue/index.ts';
export * from './reach/index.ts';
export * from './recall/index.ts';
export * from './receipts/index.ts';
export {
  addressKeys,
  type Addresses,
  type AddressKey,
  AddressUnreadable,
  checkAddressKeys,
  createAddresses,
  otherKeys,
  ownAddressKeys,
  optOutsTable,
  fillRegistry,
  registryTable,
  resealKept,
  resealSlice,
  type SealedAddress,
} from './registry/index.ts';
export { type Database, type Sql, SqlError, type Transaction } from './sql.ts';
export * from './steering/index.ts';
export * from './reports/index.ts';
export * from './supply/index.ts';
export * from './series/index.ts';
export * from './signups/index.ts';
export * from './sweeper/index.ts';
export * from './unreached/index.ts';
export * from './warnings/index.ts';
export * from './websub/index.ts';
