export { lookupTable } from './lookup-table.ts';
