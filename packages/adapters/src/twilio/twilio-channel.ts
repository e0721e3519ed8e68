import type { AttemptResult, Channel, LookUpResult, OutgoingMessage } from '@loa/domain/ports';
import twilio from 'twilio';
import { callbackUrl } from './callback.ts';
import { classifyAnswer, type TwilioAnswer } from './error-codes.ts';
import { GatedClient, NoAnswer, Stopped } from './gated-client.ts';

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
/** How far clocks may differ where messages are looked up by when they were sent, milliseconds. */
const CLOCK_SLACK_MS = 60_000;
/** Messages to one number that a look-up reads, at most. */
const LOOKED_AT = 50;

/** SMS by Twilio's Messaging API: one request an attempt, never repeated by the SDK; unknown outcomes are looked up. */
export function twilioChannel(options: TwilioOptions): Channel {
  const slots = options.slots ?? 20;
  const http = new GatedClient({ baseUrl: options.baseUrl, timeoutMs: options.timeoutMs ?? 10_000, sockets: slots });
  const client = twilio(options.accountSid, options.authToken, { httpClient: http, autoRetry: false });
  const sender =
    options.messagingServiceSid === undefined ? { from: options.from ?? '' } : { messagingServiceSid: options.messagingServiceSid };
  const { publicUrl, receiptSecret } = options;
  const callback = ({ deliveryId, attempt }: OutgoingMessage): { statusCallback?: string } =>
    publicUrl === undefined || receiptSecret === undefined
      ? {}
      : { statusCallback: callbackUrl(publicUrl, receiptSecret, deliveryId, attempt) };
  const sink = options.sink === true && options.baseUrl !== undefined && LOOPBACK.test(new URL(options.baseUrl).hostname);

  const create = async (message: OutgoingMessage): Promise<string> => {
    const created = await client.messages.create({
      to: message.to,
      body: message.content.text,
      validityPeriod: validity(message, options.now()),
      ...callback(message),
      ...sender,
    });
    return created.sid;
  };

  return {
    name: 'sms',
    reaches: sink ? 'nobody' : 'people',
    slots,
    async send(message, gate) {
      try {
        return { kind: 'accepted', providerId: await http.through(gate, () => create(message)) };
      } catch (error) {
        return resultOf(error);
      }
    },
    async lookUp(message): Promise<LookUpResult> {
      try {
        const dateSentAfter = new Date(Date.parse(message.issuedAt) - CLOCK_SLACK_MS);
        const sent = await client.messages.list({ to: message.to, dateSentAfter, limit: LOOKED_AT });
        const match = sent.find((one) => one.body === message.content.text);
        return match === undefined ? { kind: 'not-found' } : { kind: 'accepted', providerId: match.sid };
      } catch (error) {
        const result = resultOf(error);
        return { kind: 'unavailable', reason: 'reason' in result ? result.reason : 'failed' };
      }
    },
    async check() {
      await client.messages.list({ limit: 1 }).catch((error: unknown) => {
        throw new Error(resultOf(error).kind, { cause: error });
      });
    },
    close: () => Promise.resolve(http.close()),
  };
}

function validity({ expiresAt }: OutgoingMessage, now: Date): number {
  const seconds = Math.floor((Date.parse(expiresAt) - now.getTime()) / 1_000);
  return Math.min(LONGEST_VALIDITY, Math.max(SHORTEST_VALIDITY, seconds));
}

/** Nothing written: the server is not there. Written and not answered: nobody knows. */
function resultOf(error: unknown): AttemptResult {
  if (error instanceof Stopped) return { kind: 'stopped', reason: error.reason };
  if (error instanceof NoAnswer) return { kind: error.written ? 'unknown' : 'channel-down', reason: `twilio-${error.code}` };
  const answer = answerOf(error);
  return answer === null ? { kind: 'unknown', reason: 'twilio-answer-unreadable' } : classifyAnswer(answer);
}

/** The SDK's RestException. */
function answerOf(error: unknown): TwilioAnswer | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  return { status: error.status, code: 'code' in error && typeof error.code === 'number' ? error.code : null };
}
