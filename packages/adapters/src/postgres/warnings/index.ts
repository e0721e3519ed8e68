export { warningsTable } from './warnings-table.ts';
