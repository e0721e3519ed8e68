export { liveTable } from './live-table.ts';
