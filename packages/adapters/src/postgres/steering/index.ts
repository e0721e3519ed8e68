export { providerDeskTable, steeringTable } from './steering-table.ts';
