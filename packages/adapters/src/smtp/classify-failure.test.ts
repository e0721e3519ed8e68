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

test.each([
  // About who sends: whatever MAIL is refused for, but the size of the message.
  ['550', { mail: 'channel-down', rcpt: 'permanent', data: 'permanent' }],
  ['554 5.7.1', { mail: 'channel-down', rcpt: 'retryable', data: 'retryable' }],
  ['550 5.7.26', { mail: 'channel-down', rcpt: 'retryable', data: 'retryable' }],
  ['552 5.7.0', { mail: 'channel-down', rcpt: 'retryable', data: 'retryable' }],
  ['553 5.1.8', { mail: 'channel-down', rcpt: 'retryable', data: 'retryable' }],
  ['535 5.7.8', { mail: 'channel-down', rcpt: 'retryable', data: 'retryable' }],
  ['530', { mail: 'channel-down', rcpt: 'retryable', data: 'retryable' }],
  ['554', { mail: 'channel-down', rcpt: 'retryable', data: 'retryable' }],
  // About a recipient, or the message.
  ['550 5.1.1', { mail: 'channel-down', rcpt: 'permanent', data: 'permanent' }],
  ['556 5.1.10', { mail: 'channel-down', rcpt: 'permanent', data: 'permanent' }],
  ['552', { mail: 'permanent', rcpt: 'permanent', data: 'permanent' }],
  ['552 5.2.2', { mail: 'permanent', rcpt: 'permanent', data: 'permanent' }],
  ['552 5.3.4', { mail: 'permanent', rcpt: 'permanent', data: 'permanent' }],
  // For now.
  ['451 4.7.1', { mail: 'retryable', rcpt: 'retryable', data: 'retryable' }],
  ['503 5.5.1', { mail: 'retryable', rcpt: 'retryable', data: 'retryable' }],
] as const)('%s is judged by what it says and by what it answers', (text, kinds) => {
  const failure = { code: 'EENVELOPE', responseCode: Number(text.slice(0, 3)), response: `${text}${text.length > 3 ? ' no' : ''}` };
  for (const step of ['mail', 'rcpt', 'data'] as const) expect(classifyFailure(failure, false, step).kind).toBe(kinds[step]);
  expect(classifyConnectFailure(failure).kind).toBe('channel-down');
});

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
