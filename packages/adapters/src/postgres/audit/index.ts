export { auditTable } from './audit-table.ts';
export { checkAudit, type Checked } from './check-audit.ts';
export { deedsTable } from './deeds-table.ts';
