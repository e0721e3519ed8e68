import type { Channel, OutgoingMessage } from '@loa/domain/ports';
import { z } from 'zod';
import { attempted, CLOCK_SLACK_MS, lookedUp } from './answers.ts';
import { callCallbackUrl } from './call-callbacks.ts';
import { requestsTo } from './gated-request.ts';
import { twimlOf } from './twiml.ts';

export interface TwilioVoiceOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** A number of the account, or one that it has verified. */
  readonly from: string;
  /** In place of `https://api.twilio.com`. */
  readonly baseUrl?: string | undefined;
  /** The address at which Twilio reaches us, and the secret that proves that a callback's address is ours. Without both calls ask for no key, and nothing is reported. */
  readonly publicUrl?: string | undefined;
  readonly receiptSecret?: string | undefined;
  /** Requests at once; default 4: an account places one call a second unless it has been granted more. */
  readonly slots?: number | undefined;
  /** The server at `baseUrl` calls nobody. Believed of a loopback address only. */
  readonly sink?: boolean;
  /** Longest wait for an answer of the API, milliseconds; default 10,000. */
  readonly timeoutMs?: number;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
/** How long a phone rings, seconds. */
const RING_S = 30;
/** Longest TwiML in a request, characters (https://www.twilio.com/docs/voice/api/call-resource). */
const LONGEST_TWIML = 4_000;

/** Calls to one number that a look-up reads, at most, newest first. */
const LOOKED_AT = 50;

/**
 * Calls by Twilio's Calls resource, with what is said in the request itself: nothing has to be fetched from us when the phone is picked up. What Twilio
 * keeps of a call says neither what it was about nor whose it was: a look-up names those to the number since the warning was issued.
 */
export function twilioVoice(options: TwilioVoiceOptions): Channel {
  const { accountSid, authToken, baseUrl, publicUrl, receiptSecret, slots = 4 } = options;
  const isReported = publicUrl !== undefined && receiptSecret !== undefined;
  const requests = requestsTo({ accountSid, authToken, baseUrl, timeoutMs: options.timeoutMs ?? 10_000, sockets: slots });
  const formOf = (call: OutgoingMessage): string | null => {
    if (!('askForKey' in call.content)) throw new TypeError('expected what a call says');
    const callback = (of: 'status' | 'key'): string | null => (isReported ? callCallbackUrl(publicUrl, receiptSecret, of, call) : null);
    const twiml = twimlOf(call.content, call.language, callback('key'));
    if (twiml.length > LONGEST_TWIML) return null;
    const [status, fields] = [callback('status'), { To: call.to, From: options.from, Twiml: twiml, Timeout: String(RING_S) }];
    return new URLSearchParams({ ...fields, ...(status !== null && { StatusCallback: status }) }).toString();
  };
  return {
    name: 'voice',
    receipts: isReported ? 'reported' : 'none',
    reaches: options.sink === true && baseUrl !== undefined && LOOPBACK.test(new URL(baseUrl).hostname) ? 'nobody' : 'people',
    slots,
    async send(call, gate) {
      const form = formOf(call);
      return form === null ? { kind: 'permanent', reason: 'call-too-long' } : attempted(requests.post('Calls.json', form, gate));
    },
    lookUp(call) {
      const since = Date.parse(call.issuedAt) - CLOCK_SLACK_MS;
      // By when they were created: a call that still waits for its turn at Twilio has no StartTime to be asked for by.
      const query = new URLSearchParams({ To: call.to, From: options.from, PageSize: String(LOOKED_AT) });
      return lookedUp(requests.get('Calls.json', query), (body) => {
        const { calls } = placed.parse(body);
        const providerIds = calls.filter((one) => Date.parse(one.date_created) >= since).map(({ sid }) => sid);
        return providerIds.length === 0 ? { kind: 'not-found' } : { kind: 'one-of', providerIds };
      });
    },
    async check() {
      const result = await lookedUp(requests.get('Calls.json', new URLSearchParams({ PageSize: '1' })), () => ({ kind: 'not-found' }));
      if (result.kind === 'unavailable') throw new Error(result.reason);
    },
    close: () => Promise.resolve(requests.close()),
  };
}

const placed = z.object({ calls: z.array(z.object({ sid: z.string(), date_created: z.string() })) });
