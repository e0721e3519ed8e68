import { callbackUrl } from '@loa/adapters/twilio';
import type { OutgoingMessage } from '@loa/domain/ports';
import { Agent, request } from 'node:http';
import { nthOf, type RawChannel } from './raw-channel.ts';

/** Requests at once of Loa's channel for SMS. */
const SLOTS = 20;

export interface RawTwilioOptions {
  readonly baseUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
  readonly publicUrl: string;
  readonly receiptSecret: string;
}

/** Requests of node:http over kept connections, with the form that Twilio's SDK would write. */
export function rawTwilio(options: RawTwilioOptions, messages: readonly OutgoingMessage[]): RawChannel {
  const agent = new Agent({ keepAlive: true, maxSockets: SLOTS });
  const url = new URL(`/2010-04-01/Accounts/${options.accountSid}/Messages.json`, options.baseUrl);
  const forms = messages.map((one) =>
    new URLSearchParams({
      To: one.to,
      From: options.from,
      Body: one.content.text,
      StatusCallback: callbackUrl(options.publicUrl, options.receiptSecret, one.deliveryId, one.attempt),
      ValidityPeriod: '36000',
    }).toString(),
  );
  const headers = {
    authorization: `Basic ${Buffer.from(`${options.accountSid}:${options.authToken}`).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  return {
    slots: SLOTS,
    send: (nth) =>
      new Promise((resolve, reject) => {
        const form = nthOf(forms, nth);
        const asked = request(url, { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(form) } });
        asked.on('error', reject);
        asked.on('response', (answer) => {
          answer.resume();
          answer.on('end', () => (answer.statusCode === 201 ? resolve() : reject(new Error(`the stub answered ${answer.statusCode}`))));
        });
        asked.end(form);
      }),
    close: () => agent.destroy(),
  };
}
