export { apiKeysTable } from './api-keys-table.ts';
