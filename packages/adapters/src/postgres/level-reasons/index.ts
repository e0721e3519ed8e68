export { levelReasonsTable } from './level-reasons-table.ts';
