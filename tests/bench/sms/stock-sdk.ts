import { callbackUrl } from '@loa/adapters/twilio';
import type { OutgoingMessage } from '@loa/domain/ports';
import twilio from 'twilio';
import { nthOf, type RawChannel } from '../raw/raw-channel.ts';
import type { RawTwilioOptions } from '../raw/raw-twilio.ts';

type Request<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0];

/** Twilio's SDK with its own HTTP client and settings; only its address is another. */
export function stockSdk(options: RawTwilioOptions, messages: readonly OutgoingMessage[], slots: number): RawChannel {
  const { accountSid, authToken, baseUrl, from, publicUrl, receiptSecret } = options;
  class Elsewhere extends twilio.RequestClient {
    override request<T>(request: Request<T>): ReturnType<typeof twilio.RequestClient.prototype.request<T>> {
      const { pathname, search } = new URL(request.uri);
      return super.request<T>({ ...request, uri: new URL(pathname + search, baseUrl).href });
    }
  }
  const client = twilio(accountSid, authToken, { httpClient: new Elsewhere() });
  return {
    slots,
    async send(nth) {
      const { to, content, deliveryId, attempt } = nthOf(messages, nth);
      const statusCallback = callbackUrl(publicUrl, receiptSecret, deliveryId, attempt);
      await client.messages.create({ to, from, body: content.text, validityPeriod: 36_000, statusCallback });
    },
    close: () => undefined,
  };
}
