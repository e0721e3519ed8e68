export * from './account-rate.ts';
export * from './backoff.ts';
export * from './delivery.ts';
export * from './may-go-out.ts';
export * from './coverage.ts';
export * from './state-reason.ts';
