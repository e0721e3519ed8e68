export { accountsTable } from './accounts-table.ts';
export { dutyBookTable } from './duty-addresses-table.ts';
export { loginTriesTable } from './login-tries-table.ts';
export { secondFactorsTable } from './second-factors-table.ts';
export { sessionsTable } from './sessions-table.ts';
