import { newSigningSecret, standardWebhookHeaders } from '@loa/adapters/webhook';
import { Agent, request } from 'undici';
import { instant } from '../clock.ts';
import type { Way } from './way.ts';

/**
 * The raw limit: a client with a kept connection to each address posts the same bytes, signed once, with nothing read before and nothing
 * settled after. An address gets its next event when it has answered the last.
 */
export function bare(urls: readonly string[], bodyOf: (event: string) => string): Way {
  const dispatcher = new Agent();
  const lines = new Map<string, Promise<void>>(urls.map((url) => [url, Promise.resolve()]));
  const secret = newSigningSecret();
  return {
    async send(event) {
      const at = instant();
      const body = Buffer.from(bodyOf(event));
      const signed = standardWebhookHeaders({ id: event, at: new Date(at), body, secrets: [secret] });
      const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Loa', ...signed };
      const post = async (url: string): Promise<void> => {
        const answer = await request(url, { dispatcher, method: 'POST', headers, body });
        await answer.body.dump();
        if (answer.statusCode !== 204) throw new Error(`a target answered ${answer.statusCode}`);
      };
      for (const [url, line] of lines)
        lines.set(
          url,
          line.then(() => post(url)),
        );
      return at;
    },
    async stop() {
      await Promise.all(lines.values());
      await dispatcher.close();
    },
  };
}
