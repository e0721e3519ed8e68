export { capMessagesTable } from './cap-messages-table.ts';
