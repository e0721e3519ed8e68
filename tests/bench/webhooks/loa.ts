import { newSigningSecret } from '@loa/adapters/webhook';
import { until } from '@loa/testing/servers';
import { publicStorm } from '../feeds/public-storm.ts';
import type { Installation } from '../installation/installation.ts';
import type { Way } from './way.ts';

/** An approved outlet for each address. $1 addresses, $2 secret of all */
const REGISTER = `
  insert into outlets (name, contact, way, filters, statuses, language, token_hash, secret, standing, standing_since, registered_at)
  select 'outlet ' || nth, 'bench', jsonb_build_object('kind', 'webhook', 'url', url), '{}', '{Actual}', 'vi', 'bench ' || nth, $2,
    'approved', now(), now()
  from unnest($1::text[]) with ordinality as given (url, nth)`;

const CURSORS = `
  insert into outlet_cursors (outlet_id, status, number)
  select o.id, h.status, h.last from outlets o join counter h on h.status = 'Actual'`;

/** Outlets whose last try failed are tried again with the next item, as if nothing had been. */
const FORGIVE = 'update outlet_cursors set failures = 0, due_at = null where failures > 0';

/** When an event's warning was issued. $1 event */
const ISSUED = "select content ->> 'issuedAt' as at from warnings where event_id = $1";

const WITHIN_MS = 60_000;

export interface LoaWay extends Way {
  /** Whoever has failed is tried again with the next item. */
  forgive(): Promise<void>;
}

/** Bulletins by intake; every address is an outlet that gets each warning as a signed webhook. Counted from the warning's issue. */
export async function loa(installation: Installation, urls: readonly string[]): Promise<LoaWay> {
  await installation.query(REGISTER, [urls, newSigningSecret()]);
  await installation.query(CURSORS);
  let number = 0;
  return {
    async send(event) {
      await installation.publish(publicStorm(event, (number += 1)));
      const [row] = await until(`${event} is issued`, WITHIN_MS, async () => {
        const rows = await installation.query<{ at: string }>(ISSUED, [event]);
        return rows.length > 0 && rows;
      });
      return Date.parse(row?.at ?? '');
    },
    forgive: async () => void (await installation.query(FORGIVE)),
    stop: async () => undefined,
  };
}
