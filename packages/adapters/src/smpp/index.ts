export type { LongMessages } from './encode-text.ts';
export { classifyStatus, SMPP_ERRORS, type SmppErrorClass } from './error-codes.ts';
export type { MessageIds } from './read-receipt.ts';
export * from './smpp-channel.ts';
