import type { SentMessages } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';

const FIND = `
-- The delivery whose attempt an operator took under an id. $1 provider, $2 its id
select delivery_id as id, attempt from smpp_messages where provider = $1 and provider_id = $2`;

/** What operators' ids stand for, on PostgreSQL; see {@link SentMessages}. */
export function sentMessagesTable(db: Sql): SentMessages {
  return {
    async find(provider, providerId) {
      const [row] = await db.query<{ id: number; attempt: number }>(FIND, [provider, providerId]);
      return row === undefined ? null : { deliveryId: row.id, attempt: row.attempt };
    },
  };
}
