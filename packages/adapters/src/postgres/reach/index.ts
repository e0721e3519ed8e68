export { reachTable } from './reach-table.ts';
