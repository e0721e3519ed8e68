import { expect, test } from 'vitest';
import { submittedOf } from './submitted-of.ts';

const answer = (status: number, body: unknown = '', retryAfterS = 0) => submittedOf({ status, retryAfterS, body: JSON.stringify(body) });
const problem = (code: string, more: object = {}) => ({ type: `urn:loa:problem:${code}`, title: 'No', ...more });

test('a message that was taken has the id of its bulletin, and what was noticed in it', () => {
  const findings = [{ element: 'info[0].language', rule: 'language-not-carried', says: 'fr' }];
  expect(answer(202, { id: 'tmd.a.b.1', findings })).toEqual({ kind: 'taken', bulletinId: 'tmd.a.b.1', findings });
});

test('an answer that cannot be read is no answer', () => {
  expect([answer(202, {}), submittedOf({ status: 200, retryAfterS: 0, body: '<html>' })]).toMatchObject([
    { kind: 'again', of: 'intake', reason: 'intake-unreadable' },
    { kind: 'again', of: 'intake', reason: 'intake-unreadable' },
  ]);
});

test.each([
  [400, 'cap-doctype'],
  [403, 'place-outside-authority'],
  [409, 'cap-changed'],
  [413, 'cap-too-large'],
  [422, 'cap-no-bulletin'],
])('%i %s refuses the message, with each finding', (status, code) => {
  const errors = [{ path: 'sent', rule: 'late', expected: 'a time' }];
  expect(answer(status, problem(code, { errors }))).toEqual({
    ...{ kind: 'refused', reason: code, findings: [{ element: 'sent', rule: 'late', says: 'expected a time' }] },
  });
  expect(answer(status, problem(code))).toMatchObject({ findings: [{ rule: code, says: 'No' }] });
});

test('a refusal that is no problem document refuses by its status', () => {
  expect(submittedOf({ status: 422, retryAfterS: 0, body: '' })).toMatchObject({ kind: 'refused', reason: 'http-422' });
});

test.each([
  [401, problem('key-unknown'), 'intake-http-401'],
  [404, '', 'intake-http-404'],
  [429, '', 'intake-http-429'],
  [302, '', 'intake-http-302'],
  [403, problem('issuer-unknown'), 'intake-issuer-unknown'],
  [403, problem('sender-not-yours'), 'intake-sender-not-yours'],
  [503, '', 'intake-http-503'],
  [507, problem('storage-full'), 'intake-http-507'],
])('%i %o is not the fault of the message: it and all others are submitted again', (status, body, reason) => {
  expect(answer(status, body, 7)).toEqual({ kind: 'again', of: 'intake', reason, askedS: 7 });
});

test('a fault of intake’s own speaks of this message alone: others are submitted', () => {
  expect(answer(500, problem('unexpected'))).toMatchObject({ kind: 'again', of: 'message' });
});
