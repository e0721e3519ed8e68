import { z } from 'zod';

/** How the stub answers a POST of a message otherwise than 201. See smtpRule for the words. */
export const twilioRule = z.strictObject({
  answer: z.union([
    z.strictObject({
      status: z.int().min(400).max(599),
      /** Twilio's error code, such as 21610. */
      code: z.int(),
      text: z.string(),
      /** The message is taken all the same: a 5xx says nothing about the outcome. */
      keep: z.boolean().optional(),
      retryAfterSeconds: z.int().positive().optional(),
    }),
    z.enum(['hang', 'reset', 'accept-then-die', 'accept']),
  ]),
  /** Only messages, or only calls; absent: both. */
  of: z.enum(['messages', 'calls']).optional(),
  /** Only numbers that contain this text. */
  to: z.string().optional(),
  times: z.int().positive().optional(),
  after: z.int().nonnegative().optional(),
  delayMs: z.int().nonnegative().optional(),
});
export type TwilioRule = z.output<typeof twilioRule>;

/** Which status callbacks follow a message. */
export const stubCallbacks = z.strictObject({
  statuses: z.array(z.enum(['queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed'])).default(['sent', 'delivered']),
  /** With `undelivered` and `failed`. */
  errorCode: z.int().optional(),
  order: z.enum(['as-listed', 'reversed']).default('as-listed'),
  /** How often each is sent. */
  copies: z.int().positive().default(1),
  /** Before the first, and between them. */
  delayMs: z.int().nonnegative().default(5),
});
export type StubCallbacks = z.output<typeof stubCallbacks>;
