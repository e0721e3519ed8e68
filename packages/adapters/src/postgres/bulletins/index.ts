export { bulletinsTable } from './bulletins-table.ts';
