export { sweeperTable } from './sweeper-table.ts';
