import { formRoutes, parseBody, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import twilio from 'twilio';
import { z } from 'zod';
import type { RoutePorts } from '../route-ports.ts';

const form = z.record(z.string(), z.string());
const inbound = z.object({ From: z.string().max(40), OptOutType: z.string().max(20).optional(), Body: z.string().max(2_000).default('') });

/** Words that end it, as people send them where the provider leaves them to us; folded to capitals without marks. */
const STOP_WORDS = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'HUY', 'TU CHOI', 'TC', 'DUNG']);

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/giu, 'd').trim().toUpperCase();

/**
 * POST /callbacks/twilio/inbound: an answer by SMS. With STOP, which Twilio names in `OptOutType` where it handles opt-outs itself, the number
 * is told no more by SMS; anything else changes nothing. 403 to anybody but Twilio.
 */
export function twilioInboundRoute(http: FastifyInstance, { registry, settings, clock }: RoutePorts): void {
  const { twilioAuthTokens, publicUrl } = settings;
  if (twilioAuthTokens.length === 0) return;
  formRoutes(http, (scope) =>
    scope.post('/callbacks/twilio/inbound', async (request, reply) => {
      const fields = parseBody(form, request.body ?? {});
      const signature = request.headers['x-twilio-signature'];
      const url = new URL(request.url, publicUrl).href;
      const isTheirs = (token: string): boolean => typeof signature === 'string' && twilio.validateRequest(token, signature, url, fields);
      if (!twilioAuthTokens.some(isTheirs))
        throw new Problem({ status: 403, code: 'signature-invalid', title: 'The request is not signed by Twilio' });
      const { From, OptOutType, Body } = parseBody(inbound, fields);
      const isStop = OptOutType === undefined ? STOP_WORDS.has(folded(Body)) : OptOutType === 'STOP';
      const id = isStop ? await registry.find('sms', From) : null;
      if (id !== null) {
        const hasLeft = await registry.optOut(id, { channel: 'sms', how: 'provider', at: clock.now().toISOString() });
        request.log.info({ hasLeft }, 'opted out by SMS');
      }
      return reply.type('text/xml').send('<?xml version="1.0" encoding="UTF-8"?><Response></Response>');
    }),
  );
}
