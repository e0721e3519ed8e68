import { until } from '@loa/testing/servers';
import { type Bench, sized } from '../bench.ts';
import type { Figure } from '../figures.ts';
import type { Installation } from '../installation/installation.ts';
import { isQuiet } from '../installation/is-quiet.ts';
import { open } from '../installation/open.ts';
import { stormThatComes } from './storm-that-comes.ts';
import { type Row, summaryOf } from './summary.ts';

const PEOPLE = 200_000;
/** What a provider's account really takes each second. */
const PER_SECOND = 100;
/**
 * The wire is so many times faster than that, and every time that was measured is multiplied by it. Nothing else is faster: what Loa itself takes
 * counts as often, which is to its disadvantage.
 */
const FASTER = 5;
/** For sizes that say nothing: ten seconds. */
const FASTER_WHEN_SMALL = 200;
const WITHIN_MS = 3_600_000;

/** Messages of an event, a page by id. $1 event, $2 above */
const ROWS = `
  select d.id as delivery, d.subscriber_id as id, extract(epoch from d.sent_at)::float8 * 1000 as sent, extract(epoch from d.onset)::float8 * 1000 as onset,
    coalesce(s.supply, false) as supply
  from deliveries d left join subscribers s on s.id = d.subscriber_id
  where d.event_id = $1 and d.sent_at is not null and d.id > $2 order by d.id limit 20000`;

/**
 * SMS to the whole country at a rate that does not reach everybody in time, in the order of need; beside it the same messages at the same rate in the
 * order in which people signed up (worked out, not sent): minutes until most of the endangered were told, and the share told before their onset.
 */
export const needOrder: Bench = async ({ engines, scale, profile }) => {
  if (engines === 'embedded') return { figures: [], sizes: 'measured on real engines only: the embedded far end has no rate', named: [] };
  const count = sized(PEOPLE, scale, 500);
  // The same time to go, whatever the size: a smaller country has a smaller account.
  const perSecond = Math.max(1, (PER_SECOND * count) / PEOPLE);
  const faster = scale === 1 ? FASTER : FASTER_WHEN_SMALL;
  const env = { LOA_SMS_PER_SECOND: String(perSecond * faster) };
  const installation = await open(engines, { register: { count, by: 'sms' }, profile, env });
  try {
    const now = new Date();
    const accepted = await installation.publish(stormThatComes('need-order', now));
    await until('everybody is told', WITHIN_MS, () => isQuiet(installation, 'need-order'), 250);
    const rows = await rowsOf(installation, 'need-order');
    const told = rows.map((row) => ({ ...row, afterMs: (row.sent - accepted) * faster, onsetMs: row.onset - now.getTime() }));
    const ours = summaryOf(told);
    const byId = told.toSorted((a, b) => a.id - b.id).map((row, nth) => ({ ...row, afterMs: ((nth + 1) * 1_000) / perSecond }));
    const arrival = summaryOf(byId);
    const figure = (metric: string, unit: string, of: keyof typeof ours): Figure => {
      const [value, limit] = [ours[of], arrival[of]];
      return { bench: 'need-order', metric: `${engines} ${metric}`, value, unit, limit, ratio: value / limit };
    };
    return {
      figures: [
        figure('95 % of the most endangered told after', 'min', 'endangered95'),
        figure('told before their onset', '%', 'beforeOnset'),
        figure('most endangered told before their onset', '%', 'endangeredBeforeOnset'),
        figure('last body of the supply list given its message after', 'min', 'lastSupply'),
        figure('everybody told after', 'min', 'last'),
      ],
      sizes:
        `${rows.length} SMS at ${perSecond}/s, onset spreading over 34 provinces from 10 min to 3 h; the most endangered are the tenth with the earliest ` +
        `onset; measured with a wire ${faster} times as fast, and every measured time multiplied by that; raw limit: the same in the order of ` +
        'sign-up, worked out and without any time of Loa',
      named: installation.named,
    };
  } finally {
    await installation.stop();
  }
};

async function rowsOf(installation: Installation, event: string): Promise<Row[]> {
  const all: Row[] = [];
  for (let last = 0; ;) {
    const rows = await installation.query<Row & { delivery: number }>(ROWS, [event, last]);
    if (rows.length === 0) return all;
    all.push(...rows);
    last = rows.at(-1)?.delivery ?? last;
  }
}
