import type { Database } from '@loa/adapters/postgres';
import type { Arrived } from './arrived.ts';
import { CHANNELS, type FarChannel } from './storm.ts';

/** Rows of a channel by where they ended: taken, in doubt for good, run out, recalled, superseded, and any other way. */
export type States = Readonly<Record<'accepted' | 'unknown' | 'expired' | 'recalled' | 'superseded' | 'other', number>>;

/** Where the rows of some events ended, by channel. $1 events */
const STATES = `
  select channel,
    count(*) filter (where state in ('accepted', 'no-receipt-on-this-route', 'delivered'))::int as accepted,
    count(*) filter (where state = 'unknown')::int as unknown,
    count(*) filter (where state = 'expired')::int as expired,
    count(*) filter (where state = 'recalled')::int as recalled,
    count(*) filter (where state = 'superseded')::int as superseded,
    count(*) filter (where state not in ('accepted', 'no-receipt-on-this-route', 'delivered', 'unknown', 'expired', 'recalled', 'superseded'))::int as other
  from deliveries where event_id = any($1::text[]) group by channel`;

const NONE: States = { accepted: 0, unknown: 0, expired: 0, recalled: 0, superseded: 0, other: 0 };

export async function statesOf(db: Database, events: readonly string[]): Promise<Readonly<Record<FarChannel, States>>> {
  const rows = await db.query<States & { channel: FarChannel }>(STATES, [events]);
  const of = (channel: FarChannel): States => rows.find((row) => row.channel === channel) ?? NONE;
  return { email: of('email'), sms: of('sms'), voice: of('voice') };
}

/**
 * What the ledger says otherwise than the far end. `inDoubt`: rows that may stay so. `mayExpire`: a storm of the scenario was over within a minute.
 * `mayBeRecalled`: its warning was; then each row was taken before that, or is recalled, and there is no third way.
 */
export function wrongStates(
  states: Readonly<Record<FarChannel, States>>,
  arrived: Arrived,
  inDoubt: Readonly<Record<FarChannel, number>>,
  { mayExpire, mayBeRecalled }: { readonly mayExpire: boolean; readonly mayBeRecalled: boolean },
): string[] {
  return CHANNELS.flatMap((channel) => {
    const { accepted, unknown, expired, recalled, superseded, other } = states[channel];
    const had = arrived[channel].arrived - arrived[channel].doubled;
    return [
      ...(accepted <= had && had <= accepted + unknown
        ? []
        : [`${channel}: ${accepted} rows accepted and ${unknown} in doubt, the far end has ${had}`]),
      ...(unknown <= inDoubt[channel] ? [] : [`${channel}: ${unknown} rows stay in doubt, ${inDoubt[channel]} allowed`]),
      ...(expired === 0 || mayExpire ? [] : [`${channel}: ${expired} rows expired`]),
      ...(recalled === 0 || mayBeRecalled ? [] : [`${channel}: ${recalled} rows recalled`]),
      ...(superseded === 0 || !mayBeRecalled ? [] : [`${channel}: ${superseded} rows superseded`]),
      ...(other === 0 ? [] : [`${channel}: ${other} rows failed or never ended`]),
    ];
  });
}
