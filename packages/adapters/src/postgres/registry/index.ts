export { registryTable, SubscriberRefused } from './registry-table.ts';
