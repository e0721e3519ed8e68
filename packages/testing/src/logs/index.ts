export { keepLog, TEST_LOGS, testLogger } from './run-logs.ts';
