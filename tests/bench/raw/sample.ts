import type { LeasedBatch, LedgerRow, OutgoingMessage } from '@loa/domain/ports';
import { warning } from '@loa/domain/warning';
import { testAddresses } from '@loa/testing/addresses';
import { contents } from '../../../services/sender/src/content-of.ts';
import type { Installation } from '../installation/installation.ts';

/** Deliveries of an event on a channel, spread over all of them, with the addresses. $1 event, $2 channel, $3 how many at most */
const DELIVERIES = `
  select d.id, d.subscriber_id, d.language, d.audience, d.reason, d.level, array_to_string(d.units, ' ') as units, d.expires_at,
    encode(case d.channel when 'email' then s.email_sealed else s.phone_sealed end, 'base64') as address
  from (
    select *, row_number() over (order by id) as nth, count(*) over () as all_of_them
    from deliveries where event_id = $1 and channel = $2
  ) d join subscribers s on s.id = d.subscriber_id
  where d.nth % greatest(1, d.all_of_them / $3::int) = 0 order by d.id limit $3::int`;

/** What was issued for an event. $1 event */
const WARNING = 'select content from warnings where event_id = $1';

interface Row extends Pick<LedgerRow, 'audience' | 'reason' | 'level'>, Pick<LeasedBatch, 'language'> {
  readonly id: number;
  readonly subscriber_id: number;
  readonly units: string;
  readonly expires_at: string;
  /** Sealed, as base64. */
  readonly address: string;
}

/** What Loa sent for an event, for the raw limit to send again: a sample, since all of it would not fit into memory. */
export async function sampleOf(
  installation: Installation,
  event: string,
  channel: 'email' | 'sms',
  most: number,
): Promise<OutgoingMessage[]> {
  const rows = await installation.query<Row>(DELIVERIES, [event, channel, most]);
  const [stored] = await installation.query<{ content: unknown }>(WARNING, [event]);
  const issued = warning.parse(stored?.content);
  const contentOf = contents(channel);
  return rows.map((row) => {
    const units = row.units.split(' ');
    const batch = { id: 0, channel, lane: 'flash', language: row.language, leasedBefore: false } as const;
    const ledgerRow = {
      ...row,
      deliveryId: row.id,
      subscriberId: row.subscriber_id,
      units,
      state: 'queued',
      stateReason: null,
      attempt: 0,
      doubts: 0,
      provider: null,
      expiresAt: row.expires_at,
    } as const;
    const reader = {
      ...ledgerRow,
      to: testAddresses.open(channel, Buffer.from(row.address, 'base64')),
      optedOut: false,
      unaccented: false,
      supply: false,
      exercises: false,
      watchdog: false,
      waits: false,
    };
    return {
      deliveryId: row.id,
      attempt: 1,
      to: reader.to,
      warningId: issued.id,
      status: issued.status,
      level: row.level,
      language: row.language,
      content: contentOf(issued, batch, reader, undefined),
      issuedAt: issued.issuedAt,
      expiresAt: row.expires_at,
    };
  });
}
