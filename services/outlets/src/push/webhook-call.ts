import { standardWebhookHeaders } from '@loa/adapters/webhook';
import type { Status } from '@loa/domain/bulletin';
import type { Call, OutletLine } from '@loa/domain/ports';

/** Equal for every try, and every replay, of one number to one outlet. */
export function itemId(outletId: number, status: Status, number: number): string {
  return `outlet-${outletId}-${status.toLowerCase()}-${number}`;
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
