export { signupsTable } from './signups-table.ts';
