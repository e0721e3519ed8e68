export { documentsTable } from './documents-table.ts';
export { draftsTable } from './drafts-table.ts';
export { expiriesTable } from './expiries-table.ts';
