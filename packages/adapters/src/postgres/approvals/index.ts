export { approvalsTable } from './approvals-table.ts';
export { LATER } from './later.ts';
