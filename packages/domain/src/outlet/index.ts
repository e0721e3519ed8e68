export { decidePush, type PushDecision } from './decide-push.ts';
export { mailOutcome } from './mail-result.ts';
export * from './outlet.ts';
export { isProved, PROVED_WITHIN_DAYS } from './proved.ts';
export { type PushOutcome, pushOutcome, type PushResult, pushResults } from './push-result.ts';
export { RETRY_AFTER_S, retryDelayMs } from './retry.ts';
