import { isStateReason, mayArriveYet } from '@loa/domain/delivery';
import { expect, test } from 'vitest';
import { attempted } from './answers.ts';
import { classifyAnswer, ERROR_CODES } from './error-codes.ts';
import { NoAnswer, type Reply } from './gated-request.ts';

const codes = [...Object.keys(ERROR_CODES).map(Number), 20_404, 21_999, 30_999, 60_200, null];
const statuses = [400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504];

test('every answer of Twilio is a reason of the closed list', () => {
  const reasons = codes.flatMap((code) => statuses.map((status) => classifyAnswer({ status, code }).reason));
  expect(reasons.filter((reason) => !isStateReason(reason))).toEqual([]);
  expect(new Set(reasons).size).toBeGreaterThan(Object.keys(ERROR_CODES).length);
});

test('so is every answer that cannot be read, and every want of one', async () => {
  const words = [
    'timeout',
    'failed',
    'econnrefused',
    'econnreset',
    'eai_again',
    'socket',
    'connect_timeout',
    'err_tls_cert_altname_invalid',
  ];
  const requests: Promise<Reply>[] = [
    Promise.resolve({ status: 201, body: 'not json' }),
    Promise.resolve({ status: 502, body: '<html>' }),
    Promise.reject(new Error('whatever')),
    ...words.flatMap((word) => [true, false].map((written) => Promise.reject(new NoAnswer(word, written)))),
  ];
  for (const result of await Promise.all(requests.map(attempted)))
    expect('reason' in result && isStateReason(result.reason), JSON.stringify(result)).toBe(true);
});

test('what is reported of a message that was taken is worth another try unless it speaks of the message for good', () => {
  const delivery = [
    ...Object.keys(ERROR_CODES)
      .map(Number)
      .filter((code) => code >= 30_000),
    30_999,
  ];
  expect(delivery.filter((code) => mayArriveYet(`twilio-${String(code)}`))).toEqual(
    delivery.filter((code) => classifyAnswer({ status: 400, code }).kind !== 'permanent'),
  );
  expect(['twilio-21610', 'twilio-20003', 'twilio-call-busy', 'reason-not-given', null].filter(mayArriveYet)).toEqual([]);
});
