import { isContact } from '../fanout/reachable.ts';
import { ACCEPTED_STATES } from '../rank.ts';

/**
 * SQL: receivers of the warning $1 who are asked to confirm and are no contacts of the supply list, each with the deliveries that were meant to go out:
 * what was held back for somebody else's sake asks nobody.
 */
export const ASKED = `rows as (
  select d.* from deliveries d where d.warning_id = $1 and d.audience in ('agency', 'relay')
  union
  select d.* from subscribers s join deliveries d on d.warning_id = $1 and d.subscriber_id = s.id where s.supply
), asked as (
  select d.subscriber_id, min(d.audience) as audience, max(d.need) as need, min(d.onset) as onset, min(d.units) as units,
    bool_or(d.state in (${ACCEPTED_STATES})) as taken, string_agg(d.channel || ' ' || d.state, ',' order by d.channel) as states,
    exists (select from confirmations f where f.warning_id = $1 and f.body_id is null and f.subscriber_id = d.subscriber_id) as confirmed
  from rows d where d.state not in ('superseded', 'suppressed', 'recalled') and not ${isContact('d.subscriber_id')}
  group by d.subscriber_id
)`;
