export { callbackUrl, isOwnCallback } from './callback.ts';
export * from './twilio-channel.ts';
