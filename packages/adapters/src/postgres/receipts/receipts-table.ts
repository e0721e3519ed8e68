import type { Receipts } from '@loa/domain/ports';
import { rankOf as rank } from '../rank.ts';
import type { Database } from '../sql.ts';




const SETTLE = `
-- Settles deliveries by their provider's word, the highest rank of each, never lowering one. $1 ids, $2 states, $3 at, $4 provider ids, $5 codes
with word as (
  select distinct on (id) id, state, at, provider_id, code
  from unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::text[], $5::text[]) as r (id, state, at, provider_id, code)
  order by id, ${rank('state')} desc, at
)
update deliveries d set state = w.state, settled_at = w.at, due_at = null, provider_id = coalesce(w.provider_id, d.provider_id),
  state_reason = w.code
from word w where d.id = w.id and ${rank('w.state')} > ${rank('d.state')}
returning d.id`;

/** Delivery reports on PostgreSQL; see {@link Receipts}. */
export function receiptsTable(db: Database): Receipts {
  return {
    async settle(receipts) {
      const rows = await db.query(SETTLE, [
        receipts.map((one) => one.deliveryId),
        receipts.map((one) => one.state),
        receipts.map((one) => one.at),
        receipts.map((one) => one.providerId),
        receipts.map((one) => one.code),
      ]);
      return { settled: rows.length, ignored: receipts.length - rows.length };
    },
  };
}
