import type { Precedence } from '@loa/domain/audience';
import type { BatchMessage } from '@loa/domain/delivery';
import type { Instant } from '@loa/domain/time';
import type { Sql } from '../sql.ts';

const INSERT = `
-- New batches; ids grow in the order given. $1 warnings, $2 channels, $3 lanes, $4 languages, $5 attempts, $6 in place of (0: of none),
-- $7 now, $8 when the first row of each runs out, $9 precedences
insert into batches (warning_id, channel, lane, language, attempt, in_place_of, created_at, expires_at, precedence)
select b.warning_id, b.channel, b.lane, b.language, b.attempt, nullif(b.place, 0), $7::timestamptz, b.expires_at, b.precedence
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::bigint[], $8::timestamptz[], $9::smallint[]) with ordinality
  as b (warning_id, channel, lane, language, attempt, place, expires_at, precedence, nth)
order by b.nth
returning id`;

/** A batch before it has an id. */
export interface NewBatch extends Omit<BatchMessage, 'batchId'> {
  readonly place: number | null;
  readonly precedence: Precedence;
  /** When its first row runs out. */
  readonly expiresAt: Instant;
}

/** The earliest of some instants, of which there is at least one. */
export const earliest = (instants: readonly Instant[]): Instant => instants.reduce((a, b) => (a < b ? a : b));

/** Inserts batches and returns their messages in the order given. PostgreSQL draws identity values after `order by`. */
export async function insertBatches(tx: Sql, batches: readonly NewBatch[], now: Instant): Promise<BatchMessage[]> {
  if (batches.length === 0) return [];
  const rows = await tx.query<{ id: number }>(INSERT, [
    batches.map((batch) => batch.warningId),
    batches.map((batch) => batch.channel),
    batches.map((batch) => batch.lane),
    batches.map((batch) => batch.language),
    batches.map((batch) => batch.attempt),
    batches.map((batch) => batch.place ?? 0),
    now,
    batches.map((batch) => batch.expiresAt),
    batches.map((batch) => batch.precedence),
  ]);
  const ids = rows.map((row) => row.id).sort((a, b) => a - b);
  return batches.map(({ warningId, channel, lane, language, attempt }, nth) => {
    const batchId = ids[nth];
    if (batchId === undefined) throw new RangeError('fewer batches came back than were inserted');
    return { batchId, warningId, channel, lane, language, attempt };
  });
}
