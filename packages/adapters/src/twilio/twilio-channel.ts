import type { AttemptResult, Channel, OutgoingMessage } from '@loa/domain/ports';
import type { GateAnswer } from '@loa/domain/delivery';
import { AsyncLocalStorage } from 'node:async_hooks';
import twilio from 'twilio';
import { callbackUrl } from './callback.ts';
import { classify } from './error-codes.ts';

export interface TwilioOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** One of the two is needed. */
  readonly from?: string | undefined;
  readonly messagingServiceSid?: string | undefined;
  /** Another host in place of api.twilio.com, for regions and tests. */
  readonly baseUrl?: string | undefined;
  readonly publicUrl?: string | undefined;
  readonly receiptSecret?: string | undefined;
  /** Calls at once; default 20. */
  readonly slots?: number;
  /** The operator's word that this server delivers to nobody. Believed only of a loopback `baseUrl`. */
  readonly sink?: boolean;
  readonly now: () => Date;
}

class Stopped extends Error {
  readonly answer: Extract<GateAnswer, { go: false }>;
  constructor(answer: Extract<GateAnswer, { go: false }>) {
    super('stopped by the gate');
    this.answer = answer;
  }
}

/** Twilio takes 1 to 36,000 seconds; under 5 is advised against. */
const validity = (message: OutgoingMessage, now: Date): number => Math.max(5, Math.min(36_000, Math.floor((Date.parse(message.expiresAt) - now.getTime()) / 1_000)));

const LOOPBACK = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/;

/** SMS by Twilio's Messaging API. One request an attempt, never repeated by the SDK; unknown outcomes are looked up. */
export function twilioChannel(options: TwilioOptions): Channel {
  const gates = new AsyncLocalStorage<() => GateAnswer>();
  const client = twilio(options.accountSid, options.authToken, { httpClient: new GatedClient(options.baseUrl, gates), autoRetry: false });
  const sender = options.messagingServiceSid === undefined ? { from: options.from ?? '' } : { messagingServiceSid: options.messagingServiceSid };
  const statusCallback = (message: OutgoingMessage): { statusCallback?: string } =>
    options.publicUrl === undefined || options.receiptSecret === undefined
      ? {}
      : { statusCallback: callbackUrl(options.publicUrl, options.receiptSecret, message.deliveryId, message.attempt) };
  return {
    name: 'sms',
    reaches: options.sink === true && LOOPBACK.test(options.baseUrl ?? '') ? 'nobody' : 'people',
    slots: options.slots ?? 20,
    async send(message, gate): Promise<AttemptResult> {
      try {
        const created = await gates.run(gate, () =>
          client.messages.create({ to: message.to, body: message.text, validityPeriod: validity(message, options.now()), ...statusCallback(message), ...sender }),
        );
        return { kind: 'accepted', providerId: created.sid };
      } catch (error) {
        if (error instanceof Stopped) return { kind: 'stopped', reason: error.answer.reason };
        return classify(error as { status?: number; code?: number | string });
      }
    },
    async lookUp(message) {
      try {
        const sent = await client.messages.list({ to: message.to, dateSentAfter: new Date(Date.parse(message.issuedAt) - 60_000), limit: 50 });
        const match = sent.find((one) => one.body === message.text && one.status !== 'failed');
        return match === undefined ? { kind: 'not-found' } : { kind: 'accepted', providerId: match.sid };
      } catch (error) {
        const result = classify(error as { status?: number; code?: number | string });
        return { kind: 'unavailable', reason: result.kind === 'accepted' ? 'twilio' : result.reason };
      }
    },
    async check() {
      await client.api.v2010.accounts(options.accountSid).fetch();
    },
    close: () => Promise.resolve(),
  };
}

/** Asks the gate right before the request is written, and sends requests to another host where one is given. */
class GatedClient extends twilio.RequestClient {
  readonly #baseUrl: string | undefined;
  readonly #gates: AsyncLocalStorage<() => GateAnswer>;
  constructor(baseUrl: string | undefined, gates: AsyncLocalStorage<() => GateAnswer>) {
    super({ timeout: 10_000, autoRetry: false, keepAlive: true });
    this.#baseUrl = baseUrl;
    this.#gates = gates;
  }
  override request<T>(request: Parameters<twilio.RequestClient['request']>[0]): ReturnType<typeof twilio.RequestClient.prototype.request<T>> {
    const answer = this.#gates.getStore()?.();
    if (answer?.go === false) return Promise.reject(new Stopped(answer));
    if (this.#baseUrl === undefined) return super.request<T>(request);
    const url = new URL(request.uri);
    return super.request<T>({ ...request, uri: new URL(url.pathname + url.search, this.#baseUrl).href });
  }
}
