export { migrate } from './migrate.ts';
export { DataDirLocked, openPglite, type PgliteOptions } from './open-pglite.ts';
export { openPostgres, type PostgresOptions } from './open-postgres.ts';
export { type Database, type Sql, SqlError, type Transaction } from './sql.ts';
