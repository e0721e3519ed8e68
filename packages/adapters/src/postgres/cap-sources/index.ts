export { capOriginalsTable } from './cap-originals-table.ts';
