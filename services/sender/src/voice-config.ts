import { mark, secret } from '@loa/runtime';
import { z } from 'zod';

/** What placing calls reads; the number is one of the account, or one that it has verified. */
export const callsConfig = {
  TWILIO_ACCOUNT_SID: z.string('expected AC and 32 digits').regex(/^AC[0-9a-fA-F]{32}$/, 'expected AC and 32 hexadecimal digits'),
  TWILIO_AUTH_TOKEN: secret(),
  TWILIO_CALL_FROM: z.string('expected the number that calls come from').min(1),
  TWILIO_BASE_URL: z.url('expected an http address').optional(),
  LOA_TWILIO_SINK: mark(),
  /** Of the account: one a second unless it has been granted more. */
  LOA_CALLS_PER_SECOND: z.coerce.number('expected calls per second').positive().default(1),
  /** Where recorded texts are, with `{language}`, `{hazard}` and `{level}` in it (0: without a level); absent: texts are spoken. */
  LOA_CALL_RECORDING: z.url('expected an http address').optional(),
};
