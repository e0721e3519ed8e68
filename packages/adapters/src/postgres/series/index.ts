export { seriesDeskTable } from './series-table.ts';
