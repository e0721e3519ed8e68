export { unreachedTable } from './unreached-table.ts';
