export * from './callback.ts';
export { classifyAnswer, ERROR_CODES, type ErrorClass, type TwilioAnswer } from './error-codes.ts';
export * from './twilio-channel.ts';
