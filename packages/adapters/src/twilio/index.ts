export * from './call-callbacks.ts';
export * from './callback.ts';
export { classifyAnswer, ERROR_CODES, type ErrorClass, type TwilioAnswer } from './error-codes.ts';
export * from './twilio-channel.ts';
export * from './twilio-voice.ts';
export { twimlSaying } from './twiml.ts';
