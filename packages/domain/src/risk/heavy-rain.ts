import { heavyRainParameters, type ParametersOf, upperEnd } from '../bulletin/parameters/index.ts';
import type { TimeWindow } from '../time.ts';
import { hoursUntil } from '../time.ts';
import { decisionTable, type Fact, type Interval, type Row } from './decision-table.ts';

const SOURCE = 'Decision 18/2021/QĐ-TTg, Article 44 and Appendix XII';

// Amounts, mm in 24 h; A has a second way in, mm in 12 h.
const A_24H: Interval = { min: 100, max: 200 };
const A_12H: Interval = { min: 50, max: 100 };
const B: Interval = { over: 200, max: 400 };
const C: Interval = { over: 400 };
// Duration of the spell, days.
const D1: Interval = { min: 1, max: 2 };
const D2: Interval = { over: 2, max: 4 };
const D3: Interval = { over: 4 };

type Amount = { rainMm24h: Interval } | { rainMm12h: Interval };
const row = (status: Row['status'], level: 1 | 2 | 3 | 4, amount: Amount, durationDays: Interval, ...terrain: readonly string[]): Row => ({
  when: { ...amount, durationDays, ...(terrain.length > 0 && { terrain }) },
  level,
  clause: `44.${String(level)}`,
  status,
  source: SOURCE,
});

const TERRAIN: readonly Fact[] = [
  { value: 'mountain', vi: 'trung du, miền núi', en: 'midland or mountain' },
  { value: 'plain', vi: 'đồng bằng, ven biển', en: 'plain or coast' },
];

function bandA(amount: Amount): Row[] {
  return [
    row('confirmed', 1, amount, D1, 'mountain', 'plain'),
    row('provisional', 2, amount, D2, 'mountain', 'plain'),
    row('provisional', 3, amount, D3, 'mountain'),
    row('provisional', 2, amount, D3, 'plain'),
  ];
}

/**
 * Heavy rain: amount × duration × terrain (Article 44). The article also tests how wide the rain is; that wording was
 * not found, so the table can be off where extent decides.
 */
export const heavyRainTable = decisionTable({
  hazards: ['heavy-rain'],
  article: 44,
  facts: ['rainMm24h', 'rainMm12h', 'durationDays', 'terrain'],
  alternatives: ['rainMm12h'],
  closed: { terrain: TERRAIN },
  rows: [
    ...bandA({ rainMm24h: A_24H }),
    ...bandA({ rainMm12h: A_12H }),
    row('provisional', 2, { rainMm24h: B }, D1, 'mountain', 'plain'),
    row('provisional', 3, { rainMm24h: B }, D2, 'mountain', 'plain'),
    row('provisional', 4, { rainMm24h: B }, D3, 'mountain'),
    row('provisional', 3, { rainMm24h: B }, D3, 'plain'),
    row('provisional', 3, { rainMm24h: C }, D1, 'mountain', 'plain'),
    row('provisional', 4, { rainMm24h: C }, D2, 'mountain'),
    row('provisional', 3, { rainMm24h: C }, D2, 'plain'),
    row('provisional', 4, { rainMm24h: C }, D3, 'mountain', 'plain'),
  ],
  parameters: heavyRainParameters,
  read: (parameters, window) => {
    const amount = amountIn24h(parameters, window);
    const facts = {
      rainMm24h: amount === undefined ? undefined : rain(amount, 24),
      rainMm12h: parameters.rainMm12h === undefined ? undefined : rain(upperEnd(parameters.rainMm12h), 12),
      durationDays: duration(parameters, window),
      terrain: TERRAIN.find((one) => one.value === parameters.terrain),
    };
    return () => facts;
  },
});

/** A total over no more than 24 h is an amount in 24 h; over longer it says nothing of the wettest day. */
function amountIn24h({ rainMm24h, rainMmTotal }: ParametersOf<'heavy-rain'>, window: TimeWindow): number | undefined {
  if (rainMm24h !== undefined) return upperEnd(rainMm24h);
  if (rainMmTotal === undefined || hoursUntil(window.to, window.from) > 24) return undefined;
  return upperEnd(rainMmTotal);
}

/** Days of the spell. Less than a day counts as one: the article begins at one day. */
function duration({ durationDays }: ParametersOf<'heavy-rain'>, window: TimeWindow): Fact {
  const given = durationDays === undefined ? hoursUntil(window.to, window.from) / 24 : upperEnd(durationDays);
  const value = Math.max(1, given);
  const shown = String(Math.round(value * 10) / 10);
  return { value, vi: `kéo dài ${shown} ngày`, en: `over ${shown} ${shown === '1' ? 'day' : 'days'}` };
}

function rain(value: number, hours: number): Fact {
  return { value, vi: `mưa ${String(value)} mm trong ${String(hours)} giờ`, en: `${String(value)} mm in ${String(hours)} h` };
}
