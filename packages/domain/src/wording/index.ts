export type { Reader } from './facts.ts';
export { renderEmail } from './render-email.ts';
export { MOST_SEGMENTS, renderSms } from './render-sms.ts';
export { smsSize } from './segments.ts';
