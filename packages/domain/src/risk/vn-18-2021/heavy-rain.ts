import { type ParametersOf, upperEnd } from '../../bulletin/parameters/index.ts';
import { hoursUntil, type TimeWindow } from '../../time.ts';
import { decisionTable, type Fact, type Interval, type Row } from '../decision-table.ts';
import { decimal, measured, word } from '../words.ts';
import { type Mark, rowsOf } from './row.ts';

// Amounts, mm in 24 h; A has a second way in, mm in 12 h.
const A_24H: Interval = { min: 100, max: 200 };
const A_12H = { min: 50, max: 100 } as const satisfies Interval;
const B: Interval = { over: 200, max: 400 };
const C: Interval = { over: 400 };
// Duration of the spell, days.
const D1: Interval = { min: 1, max: 2 };
const D2: Interval = { over: 2, max: 4 };
const D3: Interval = { over: 4 };

type Amount = { rainMm24h: Interval } | { rainMm12h: Interval };
const of44 = rowsOf(44);
const row = (mark: Mark, level: 1 | 2 | 3 | 4, amount: Amount, durationDays: Interval, ...terrain: readonly string[]): Row =>
  of44(mark, level, `44.${String(level)}`, { ...amount, durationDays, ...(terrain.length > 0 && { terrain }) });

const TERRAIN: readonly Fact[] = [
  word('mountain', 'trung du, miền núi', 'midland or mountain'),
  word('plain', 'đồng bằng, ven biển', 'plain or coast'),
];

const HALF_DAY_OPEN = {
  vi: 'Chưa rõ lượng mưa 12 giờ có áp dụng ở cấp 2 và 3 hay không; ở đây có áp dụng.',
  en: 'Whether the 12-hour amount counts at levels 2 and 3 is open; here it does.',
};

function bandA(amount: Amount): Row[] {
  const longer = [
    row('1x2', 2, amount, D2, 'mountain', 'plain'),
    row('1x2', 3, amount, D3, 'mountain'),
    row('1x2', 2, amount, D3, 'plain'),
  ];
  const open = 'rainMm12h' in amount;
  return [row('2+', 1, amount, D1, 'mountain', 'plain'), ...longer.map((one) => (open ? { ...one, note: HALF_DAY_OPEN } : one))];
}

/**
 * Heavy rain: amount × duration × terrain (Article 44). The article also tests how wide the rain is; that wording was
 * not found, so the table can be off where extent decides.
 */
export const heavyRainTable = decisionTable({
  hazards: ['heavy-rain'],
  article: 44,
  title: { vi: 'Mưa lớn', en: 'Heavy rain' },
  note: {
    vi: 'Điều này còn xét phạm vi mưa (tỷ lệ huyện, xã của tỉnh); chưa tìm được lời văn, nên cấp có thể lệch khi phạm vi quyết định.',
    en: 'The article also tests how wide the rain is; that wording was not found, so a level can be off where extent decides.',
  },
  facts: [
    { name: 'rainMm24h', words: { vi: 'mưa trong 24 giờ', en: 'rain in 24 h' }, unit: { vi: 'mm', en: 'mm' } },
    { name: 'rainMm12h', words: { vi: 'mưa trong 12 giờ', en: 'rain in 12 h' }, unit: { vi: 'mm', en: 'mm' }, alternative: true },
    { name: 'durationDays', words: { vi: 'kéo dài', en: 'lasting' }, unit: { vi: 'ngày', en: 'days' } },
    { name: 'terrain', words: { vi: 'địa hình', en: 'terrain' }, values: TERRAIN },
  ],
  rows: [
    ...bandA({ rainMm24h: A_24H }),
    ...bandA({ rainMm12h: A_12H }),
    row('1x2', 2, { rainMm24h: B }, D1, 'mountain', 'plain'),
    row('1x2', 3, { rainMm24h: B }, D2, 'mountain', 'plain'),
    row('1x2', 4, { rainMm24h: B }, D3, 'mountain'),
    row('1x2', 3, { rainMm24h: B }, D3, 'plain'),
    row('1x2', 3, { rainMm24h: C }, D1, 'mountain', 'plain'),
    row('1x2', 4, { rainMm24h: C }, D2, 'mountain'),
    row('1x2', 3, { rainMm24h: C }, D2, 'plain'),
    row('1x2', 4, { rainMm24h: C }, D3, 'mountain', 'plain'),
  ],
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

/**
 * A total over no more than 24 h is an amount in 24 h; over longer it says nothing of the wettest day. More than 100 mm in
 * 12 h is beyond the band in 12 h, and at least as much in 24 h.
 */
function amountIn24h({ rainMm24h, rainMmTotal, rainMm12h }: ParametersOf<'heavy-rain'>, window: TimeWindow): number | undefined {
  const total = rainMmTotal !== undefined && hoursUntil(window.to, window.from) <= 24 ? upperEnd(rainMmTotal) : undefined;
  const given = rainMm24h === undefined ? total : upperEnd(rainMm24h);
  const half = rainMm12h === undefined ? 0 : upperEnd(rainMm12h);
  return half > A_12H.max ? Math.max(half, given ?? 0) : given;
}

/** Days of the spell. Less than a day counts as one: the article begins at one day. */
function duration({ durationDays }: ParametersOf<'heavy-rain'>, window: TimeWindow): Fact {
  const given = durationDays === undefined ? hoursUntil(window.to, window.from) / 24 : upperEnd(durationDays);
  const value = Math.max(1, given);
  return measured(value, 'kéo dài # ngày', decimal(value, 'en') === '1' ? 'over # day' : 'over # days');
}

const rain = (value: number, hours: number): Fact => measured(value, `mưa # mm trong ${String(hours)} giờ`, `# mm in ${String(hours)} h`);
