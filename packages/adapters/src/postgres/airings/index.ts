export { airingsTable } from './airings-table.ts';
