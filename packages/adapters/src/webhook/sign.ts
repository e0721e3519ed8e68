import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A signing secret as Standard Webhooks writes it: `whsec_` and base64 of 32 random bytes. */
export function newSigningSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

export interface SignedCall {
  /** Equal for every try of one item to one outlet; without a full stop. */
  readonly id: string;
  /** When this try is made. */
  readonly at: Date;
  readonly body: Uint8Array;
  /** As {@link newSigningSecret} gives them: one signature for each. */
  readonly secrets: readonly string[];
}

/**
 * The headers of Standard Webhooks 1.0 (https://www.standardwebhooks.com, "Signature scheme"): HMAC-SHA256 of `id.timestamp.body`, for
 * each secret, separated by spaces: a receiver passes what one of them fits, so that a secret can be replaced without a gap.
 * Made with node:crypto: the npm library hashes in JavaScript, at nine times the cost for a warning of 20 kB.
 */
export function standardWebhookHeaders({ id, at, body, secrets }: SignedCall): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** The value of `X-Hub-Signature` (WebSub, 7.1): the HMAC of the body by the subscriber's secret. */
export function hubSignature(secret: string, body: Uint8Array): string {
  return `sha256=${createHmac('sha256', Buffer.from(secret, 'utf8')).update(body).digest('hex')}`;
}
