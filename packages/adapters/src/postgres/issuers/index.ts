export { issuersTable } from './issuers-table.ts';
