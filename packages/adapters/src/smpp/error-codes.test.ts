import { isStateReason } from '@loa/domain/delivery';
import { expect, test } from 'vitest';
import { classifyStatus, SMPP_ERRORS } from './error-codes.ts';
import { readReceipt } from './read-receipt.ts';

test('every answer to submit_sm is a reason of the closed list, an operator’s own codes too', () => {
  const statuses = [...Object.keys(SMPP_ERRORS).map(Number), 0x06, 0x400, 0x4ff, 0xff_ff_ff_ff];
  expect(statuses.map((status) => classifyStatus(status).reason).filter((reason) => !isStateReason(reason))).toEqual([]);
});

test('the network’s error in a receipt is a reason of the closed list, whatever stands there', () => {
  const deliver = { command: 'deliver_sm', command_status: 0, sequence_number: 1, esm_class: 4, response: () => deliver };
  const codeOf = (error: string) => readReceipt({ ...deliver, short_message: { message: `id:1 stat:UNDELIV err:${error}` } })?.code;
  expect([codeOf('011'), codeOf('3A'), codeOf('000')]).toEqual(['smpp-err-011', 'smpp-err-3A', null]);
  for (const strange of ['+84901234567', 'a.b@c.vn', '1'.repeat(40), '!!']) expect(isStateReason(codeOf(strange) ?? '')).toBe(true);
});
