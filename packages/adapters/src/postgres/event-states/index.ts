export { eventStatesTable } from './event-states-table.ts';
