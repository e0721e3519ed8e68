import { z } from 'zod';
import { phone } from '../audience/subscriber.ts';

/** Where somebody is called when citizens wait for their answer: by phone (SMS and a call), by e-mail, or not at all. */
export const dutyAddresses = z.strictObject({
  phone: phone.nullable(),
  email: z.email('expected an e-mail address').max(254, 'expected at most 254 characters').nullable(),
});
export type DutyAddresses = z.output<typeof dutyAddresses>;
