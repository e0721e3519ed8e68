import type { Receipt } from '@loa/domain/ports';
import { receipts } from '@loa/domain/topics';
import { isOwnCallback } from '@loa/adapters/twilio';
import { type Clock, type EventLog, type Hooks, parseBody, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import twilio from 'twilio';
import { z } from 'zod';
import { recordOf } from '../receipt-record.ts';

/** Twilio waits 15 s for an answer and then calls again; milliseconds. */
const DURABLE_WITHIN_MS = 5_000;

const query = z.object({ d: z.coerce.number().int().min(1), a: z.coerce.number().int().min(1), s: z.string().min(1) });
const form = z.record(z.string(), z.string());
const report = z.object({
  MessageSid: z.string().max(100).optional(),
  MessageStatus: z.string(),
  ErrorCode: z.string().max(40).optional(),
});

/**
 * Twilio's words and ours (https://www.twilio.com/docs/messaging/api/message-resource#message-status-values). What fails after Twilio
 * took it was accepted and not delivered; other words say nothing that is not known.
 */
const STATES: Readonly<Record<string, Receipt['state']>> = {
  accepted: 'accepted',
  scheduled: 'accepted',
  queued: 'accepted',
  sending: 'accepted',
  sent: 'accepted',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'undelivered',
  canceled: 'undelivered',
};

/** Why a callback is refused, and how the problem is called. */
const REFUSALS = {
  'signature-invalid': 'The request is not signed by Twilio',
  'callback-not-ours': 'The address of this callback was not made here',
} as const;
export type CallbackRefusal = keyof typeof REFUSALS;
export const CALLBACK_REFUSALS = Object.keys(REFUSALS) as CallbackRefusal[];

export interface TwilioCallbackOptions {
  readonly eventLog: EventLog;
  readonly clock: Clock;
  readonly hooks: Hooks;
  /** Of each account: a callback is signed by one of them. */
  readonly authTokens: readonly string[];
  readonly receiptSecret: string;
  readonly publicUrl: string;
  readonly onRefused: (reason: CallbackRefusal) => void;
}

/** `POST /callbacks/twilio`: 204 once the report is durable in the log; 403 to anybody but Twilio, or for a URL we did not make. */
export function twilioCallback(http: FastifyInstance, options: TwilioCallbackOptions): void {
  http.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  http.post('/callbacks/twilio', async (request, reply) => {
    const fields = signedFields(request, options);
    const { d, a, s } = parseParameters(query, request.query);
    if (!isOwnCallback(options.receiptSecret, { deliveryId: d, attempt: a, signature: s })) throw refused('callback-not-ours', options);
    const { MessageSid, MessageStatus, ErrorCode } = parseBody(report, fields);
    const state = STATES[MessageStatus];
    if (state !== undefined) {
      const receipt = {
        deliveryId: d,
        attempt: a,
        state,
        at: options.clock.now().toISOString(),
        providerId: MessageSid ?? null,
        code: codeOf(ErrorCode),
      };
      options.hooks.reached('before-publish');
      await options.eventLog.append(receipts.name, [recordOf(receipt)], { deadlineMs: DURABLE_WITHIN_MS });
      options.hooks.reached('after-publish');
    }
    return reply.code(204).send();
  });
}

/** The fields of a callback that one of our accounts has signed. Throws a {@link Problem} for any other. */
export function signedFields(
  request: FastifyRequest,
  options: Pick<TwilioCallbackOptions, 'authTokens' | 'publicUrl' | 'onRefused'>,
): Record<string, string> {
  const { authTokens, publicUrl } = options;
  const fields = parseBody(form, request.body ?? {});
  const signature = request.headers['x-twilio-signature'];
  const url = new URL(request.url, publicUrl).href;
  const isSigned = authTokens.some((token) => typeof signature === 'string' && twilio.validateRequest(token, signature, url, fields));
  if (!isSigned) throw refused('signature-invalid', options);
  return fields;
}

const codeOf = (code: string | undefined): string | null => (code === undefined || code === '' ? null : `twilio-${code}`);

/** The problem of a refusal, which is counted. */
export function refused(reason: CallbackRefusal, { onRefused }: Pick<TwilioCallbackOptions, 'onRefused'>): Problem {
  onRefused(reason);
  return new Problem({ status: 403, code: reason, title: REFUSALS[reason] });
}
