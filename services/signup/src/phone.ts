import { readPhone } from '@loa/adapters/phone';
import { Problem } from '@loa/runtime';

/** How a phone number may be written by people. */
export const PHONE_EXPECTED = 'a phone number, such as 0912 345 678, or with its country code';

/** The body with its `phone` in E.164, however it was written; 422 of what is no number. Whatever else is wrong is for the schema to say. */
export function withPhone(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('phone' in body) || typeof body.phone !== 'string') return body;
  const phone = readPhone(body.phone);
  if (phone !== null) return { ...body, phone };
  const errors = [{ path: 'phone', expected: PHONE_EXPECTED }];
  throw new Problem({ status: 422, code: 'body-invalid', title: 'The body does not fit', errors });
}
