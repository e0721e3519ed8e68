import { CALL_CALLBACKS, type CallCallback, isOwnCallCallback, twimlSaying } from '@loa/adapters/twilio';
import type { Confirmable, Confirmations, Receipt } from '@loa/domain/ports';
import { mayConfirm } from '@loa/domain/supply';
import { receipts } from '@loa/domain/topics';
import { parseBody, parseParameters } from '@loa/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { recordOf } from '../receipt-record.ts';
import { refused, signedFields, type TwilioCallbackOptions } from './twilio-callback.ts';

const DURABLE_WITHIN_MS = 5_000;
/** The key that confirms; any other is asked for again by nobody: the call is placed again by whoever waits for the confirmation. */
const YES = '1';

const query = z.object({ d: z.coerce.number().int().min(1), a: z.coerce.number().int().min(1), s: z.string().min(1) });
const report = z.object({ CallSid: z.string().max(100).optional(), CallStatus: z.string() });
const pressed = z.object({ Digits: z.string().max(20).default('') });

/**
 * How a call ended (https://www.twilio.com/docs/voice/api/call-resource#call-status-values). `completed` was answered, which says nothing of who
 * heard it: only a key does.
 */
const STATES: Readonly<Record<string, Receipt['state']>> = {
  completed: 'delivered',
  busy: 'undelivered',
  'no-answer': 'undelivered',
  failed: 'undelivered',
  canceled: 'undelivered',
};

const SAID = {
  vi: {
    confirmed: 'Đã xác nhận. Cảm ơn.',
    already: 'Cảnh báo này đã được xác nhận trước đó.',
    late: 'Cảnh báo này không còn hiệu lực.',
    other: 'Chưa xác nhận.',
  },
  en: {
    confirmed: 'Confirmed. Thank you.',
    already: 'This warning was confirmed before.',
    late: 'This warning is not in force any more.',
    other: 'Not confirmed.',
  },
} as const;
type Said = keyof (typeof SAID)['vi'];

export interface TwilioCallOptions extends TwilioCallbackOptions {
  readonly confirmations: Confirmations;
}

/**
 * `POST /callbacks/twilio-call`: 204 once the end of a call is durable in the log. `POST /callbacks/twilio-key`: keeps a confirmation and answers what is
 * said then. 403 to anybody but Twilio, or for an address that we did not make.
 */
export function twilioCall(http: FastifyInstance, options: TwilioCallOptions): void {
  const { clock, eventLog, confirmations } = options;
  const asked = (request: FastifyRequest, of: CallCallback) => {
    const fields = signedFields(request, options);
    const { d: deliveryId, a: attempt, s: signature } = parseParameters(query, request.query);
    if (!isOwnCallCallback(options.receiptSecret, of, { deliveryId, attempt, signature })) throw refused('callback-not-ours', options);
    return { fields, deliveryId, attempt };
  };

  http.post(CALL_CALLBACKS.status, async (request, reply) => {
    const { fields, deliveryId, attempt } = asked(request, 'status');
    const { CallSid = null, CallStatus } = parseBody(report, fields);
    const state = STATES[CallStatus];
    if (state !== undefined) {
      const code = state === 'delivered' ? null : `twilio-call-${CallStatus}`;
      const receipt = { deliveryId, attempt, state, at: clock.now().toISOString(), providerId: CallSid, code };
      await eventLog.append(receipts.name, [recordOf(receipt)], { deadlineMs: DURABLE_WITHIN_MS });
    }
    return reply.code(204).send();
  });

  http.post(CALL_CALLBACKS.key, async (request, reply) => {
    const { fields, deliveryId } = asked(request, 'key');
    const found = await confirmations.find(deliveryId);
    const said = await afterKey(parseBody(pressed, fields).Digits, found);
    const language = found === null || found.language === 'vi' ? 'vi' : 'en';
    return reply.type('text/xml').send(twimlSaying(SAID[language][said], language));
  });

  async function afterKey(digits: string, found: Confirmable | null): Promise<Said> {
    if (digits !== YES) return 'other';
    if (found === null) return 'late';
    const now = clock.now().toISOString();
    const answer = mayConfirm(found, now);
    if (!answer.may) return answer.reason === 'already-confirmed' ? 'already' : 'late';
    const { isNew } = await confirmations.keep(found, { at: now, how: 'key', by: 'contact' });
    return isNew ? 'confirmed' : 'already';
  }
}
