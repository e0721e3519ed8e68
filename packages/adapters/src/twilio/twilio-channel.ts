import type { Channel, OutgoingMessage } from '@loa/domain/ports';
import { z } from 'zod';
import { attempted, CLOCK_SLACK_MS, lookedUp, lookedUpInPages } from './answers.ts';
import { callbackQuery } from './callback.ts';
import { requestsTo } from './gated-request.ts';

export interface TwilioOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** E.164 number or registered name; not needed with a Messaging Service. */
  readonly from?: string | undefined;
  readonly messagingServiceSid?: string | undefined;
  /** In place of `https://api.twilio.com`: another region, or a test's server. */
  readonly baseUrl?: string | undefined;
  /** The address at which Twilio reaches us, and the secret that proves that a callback's address is ours. Without both no reports are asked for. */
  readonly publicUrl?: string | undefined;
  readonly receiptSecret?: string | undefined;
  readonly now: () => Date;
  /** Requests at once; default 20. */
  readonly slots?: number | undefined;
  /** The server at `baseUrl` passes nothing on. Believed of a loopback address only. */
  readonly sink?: boolean;
  /** Longest wait for an answer, milliseconds; default 10,000. */
  readonly timeoutMs?: number;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
/** ValidityPeriod, seconds: Twilio takes 1 to 36,000 and advises against less than 5. */
const SHORTEST_VALIDITY = 5;
const LONGEST_VALIDITY = 36_000;
/** Messages to one number that a look-up reads at once, and how often at most. */
const LOOKED_AT = 100;
const MOST_PAGES = 10;

/** A message that ended so is no reason not to send another one. */
const NOT_ARRIVED: ReadonlySet<string> = new Set(['undelivered', 'failed', 'canceled']);

/** SMS by Twilio's Messaging API: one request an attempt, never repeated; unknown outcomes are looked up. */
export function twilioChannel(options: TwilioOptions): Channel {
  const slots = options.slots ?? 20;
  const { accountSid, authToken, baseUrl, publicUrl, receiptSecret } = options;
  const requests = requestsTo({ accountSid, authToken, baseUrl, timeoutMs: options.timeoutMs ?? 10_000, sockets: slots });
  const { messagingServiceSid, from = '' } = options;
  const sender = new URLSearchParams(
    messagingServiceSid === undefined ? { From: from } : { MessagingServiceSid: messagingServiceSid },
  ).toString();
  const callback = publicUrl === undefined ? undefined : encodeURIComponent(new URL('/callbacks/twilio', publicUrl).href);
  const bodies = new WeakMap<object, string>();
  const sink = options.sink === true && baseUrl !== undefined && LOOPBACK.test(new URL(baseUrl).hostname);

  /** Thousands share a text: it is escaped once. */
  const bodyOf = (content: OutgoingMessage['content']): string => {
    const known = bodies.get(content);
    if (known !== undefined) return known;
    const made = `${sender}&Body=${encodeURIComponent(content.text)}`;
    bodies.set(content, made);
    return made;
  };
  const formOf = ({ to, content, expiresAt, deliveryId, attempt }: OutgoingMessage): string => {
    const form = `To=${encodeURIComponent(to)}&${bodyOf(content)}&ValidityPeriod=${validity(expiresAt, options.now())}`;
    if (callback === undefined || receiptSecret === undefined) return form;
    return `${form}&StatusCallback=${callback}${encodeURIComponent(callbackQuery(receiptSecret, deliveryId, attempt))}`;
  };

  return {
    name: 'sms',
    reaches: sink ? 'nobody' : 'people',
    receipts: callback === undefined || receiptSecret === undefined ? 'none' : 'reported',
    slots,
    send: (message, gate) => attempted(requests.post('Messages.json', formOf(message), gate)),
    lookUp(message) {
      const since = Date.parse(message.issuedAt) - CLOCK_SLACK_MS;
      // By when they were created: a message that still waits in Twilio's queue has no DateSent to be asked for by, nor a place in the list's order.
      const query = new URLSearchParams({ To: message.to, PageSize: String(LOOKED_AT) });
      return lookedUpInPages(requests, { resource: 'Messages.json', query, mostPages: MOST_PAGES }, (body) => {
        const { messages } = created.parse(body);
        const match = messages.find(
          (one) => one.body === message.content.text && Date.parse(one.date_created) >= since && !NOT_ARRIVED.has(one.status),
        );
        return match === undefined ? { kind: 'not-found' } : { kind: 'accepted', providerId: match.sid };
      });
    },
    async check() {
      const asked = requests.get('Messages.json', new URLSearchParams({ PageSize: '1' }));
      const result = await lookedUp(asked, () => ({ kind: 'not-found' }));
      if (result.kind === 'unavailable') throw new Error(result.reason);
    },
    close: () => Promise.resolve(requests.close()),
  };
}

const created = z.object({
  messages: z.array(z.object({ sid: z.string(), body: z.string().nullable(), date_created: z.string(), status: z.string() })),
});

function validity(expiresAt: OutgoingMessage['expiresAt'], now: Date): number {
  const seconds = Math.floor((Date.parse(expiresAt) - now.getTime()) / 1_000);
  return Math.min(LONGEST_VALIDITY, Math.max(SHORTEST_VALIDITY, seconds));
}
