import { isStateReason } from '@loa/domain/delivery';
import { expect, test } from 'vitest';
import { classifyConnectFailure, classifyFailure } from './classify-failure.ts';
import { SmtpError } from './smtp-error.ts';

const replies = Array.from({ length: 400 }, (_, at) => 200 + at);
const enhanced = [
  '',
  ' 4.2.2 full',
  ' 5.1.1 <p1@example.com> unknown',
  '-5.7.26 more\n550 5.7.26 last',
  ' 9.9.9 strange',
  ' p1@example.com',
];

test('every reply of a mail server, and every want of one, is a reason of the closed list', () => {
  const failures = [
    ...replies.flatMap((responseCode) =>
      enhanced.map((text) => ({ code: 'EENVELOPE', responseCode, response: `${String(responseCode)}${text}` })),
    ),
    ...['EENVELOPE', 'EMESSAGE', 'ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EPROTOCOL', 'EAUTH', 'ENOTFOUND'].map((code) => ({ code })),
    {},
  ];
  const results = failures.flatMap((failure) => [
    classifyFailure(failure, true, 'data'),
    ...(['mail', 'rcpt', 'data'] as const).map((step) => classifyFailure(failure, false, step)),
    classifyConnectFailure(failure),
  ]);
  expect(results.filter((result) => !('reason' in result && isStateReason(result.reason)))).toEqual([]);
  expect(classifyFailure(new SmtpError('EENVELOPE', { code: 550, text: '550 5.1.1 <p1@example.com>' }), false, 'rcpt')).toEqual({
    kind: 'permanent',
    reason: 'smtp-550-5.1.1',
  });
});
