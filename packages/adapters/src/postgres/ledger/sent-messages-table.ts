import type { SentMessages } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const FIND = `
-- The delivery whose attempt an operator took under an id. $1 provider, $2 its id; only ids of SMPP are indexed
select id, attempt from deliveries where provider_id = $2 and provider_id like 'smpp:%' and provider = $1 limit 1`;

/** What operators' ids stand for, on PostgreSQL; see {@link SentMessages}. */
export function sentMessagesTable(db: Sql): SentMessages {
  return {
    async find(provider, providerId) {
      const [row] = await db.query<{ id: number; attempt: number }>(FIND, [provider, providerId]);
      return row === undefined ? null : { deliveryId: row.id, attempt: row.attempt };
    },
  };
}
