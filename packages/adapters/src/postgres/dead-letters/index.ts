export { deadLettersTable } from './dead-letters-table.ts';
