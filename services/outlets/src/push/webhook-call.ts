import { standardWebhookHeaders } from '@loa/adapters/webhook';
import type { Call, OutletLine, SequenceItem } from '@loa/domain/ports';

/**
 * Equal for every try, and every replay, of one number to one outlet. A tombstone has another: whoever drops what it has seen must not
 * drop it because of the warning that may have come under the same number.
 */
export function itemId({ outletId, status }: Pick<OutletLine, 'outletId' | 'status'>, { number, issued }: SequenceItem): string {
  return `outlet-${outletId}-${status.toLowerCase()}-${number}${issued.recalledAt === null ? '' : '-recalled'}`;
}

/** A signed call to an outlet's address, as it is made at `at`. */
export function webhookCall({ to, secrets }: Pick<OutletLine, 'to' | 'secrets'>, id: string, body: Uint8Array, at: Date): Call {
  const signed = standardWebhookHeaders({ id, at, body, secrets });
  return {
    method: 'POST',
    url: to,
    body,
    headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Loa', ...signed },
  };
}
