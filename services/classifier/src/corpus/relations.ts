import type { Span } from '@loa/domain/bulletin';
import { lowerEnd, upperEnd } from '@loa/domain/bulletin';
import { stationAreaOfRiver } from '@loa/domain/risk';
import { z } from 'zod';
import type { Fields } from './record.ts';
import { spanIn, spanOf } from './spans.ts';

/** Water told against an alarm stage (báo động). */
export type Relation = { readonly stage: number; readonly aboveStageM?: Span };

const numbered = z.looseObject({ stage: z.int().min(0).max(3), offset_m: z.unknown() });

/** What is forecast, in the order in which it is looked for; what is only observed comes last. */
const FORECAST = ['forecast_peak', 'forecast', 'relation_6h', 'relation_12h', 'relation_24h', 'alarm_stage_relation'];
const STATED = ['relation'];
const OBSERVED = ['relation_now'];

/**
 * The highest water that a river's or station's fields forecast (Article 45 speaks of the forecast level), or, with no
 * forecast, what they state, or what was observed.
 */
export function highestRelation(fields: Fields): Relation | undefined {
  for (const names of [[...FORECAST, ...('relation_now' in fields ? STATED : [])], STATED, OBSERVED]) {
    const found = names.flatMap((name) => relationsOf(fields, name)).toSorted((one, other) => heightOf(other) - heightOf(one));
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
}

function relationsOf(fields: Fields, name: string): Relation[] {
  const parsed = numbered.safeParse(fields[`${name}_num`]);
  const offset = parsed.success ? spanOf(parsed.data.offset_m) : undefined;
  if (parsed.success) return [{ stage: parsed.data.stage, ...(offset !== undefined && { aboveStageM: offset }) }];
  const text = fields[name];
  return typeof text === 'string' ? relationsInText(text) : [];
}

const STAGE = String.raw`(?:BD|BĐ|báo động)\s*([123])`;
const AMOUNT = String.raw`(?:\s+(?:by\s+)?(\d+(?:[.,]\d+)?)(?:\s*-\s*(\d+(?:[.,]\d+)?))?\s*m)?`;
const SIDED = new RegExp(String.raw`(falling\s+)?(above|below|at|about|trên|dưới|ở mức|xấp xỉ)\s+${STAGE}${AMOUNT}`, 'giu');
const BETWEEN = new RegExp(String.raw`${STAGE}\s*(?:-|to|đến)\s*${STAGE}`, 'giu');
const FROM = new RegExp(String.raw`${STAGE}\s+to\s+above`, 'giu');
const metres = (text: string): number => Number(text.replace(',', '.'));

/** Every relation in a short text: "above BD3 by 0.5 m", "BD1-BD2, some above BD2", "above BD2, falling below BD2 within 24 h". */
export function relationsInText(text: string): Relation[] {
  const sided = [...text.matchAll(SIDED)].map(([, falling, word = '', stage = '', low, high]) => ({
    falling: falling !== undefined,
    relation: sidedRelation(word.toLowerCase(), Number(stage), low === undefined ? undefined : [metres(low), metres(high ?? low)]),
  }));
  // What the water falls to is the forecast; what stands before it was observed.
  const falls = sided.filter((one) => one.falling);
  if (falls.length > 0) return falls.map((one) => one.relation);
  const between = [...text.matchAll(BETWEEN)].map(([, low = '', high = '']) => ({ stage: Math.max(Number(low), Number(high) - 1) }));
  const from = [...text.matchAll(FROM)].map(([, stage = '']) => ({ stage: Number(stage), aboveStageM: 0 }));
  return [...sided.map((one) => one.relation), ...between, ...from];
}

/** "Below" without metres is taken as near below; "above" without metres as at least at the stage. */
function sidedRelation(word: string, stage: number, amount: readonly [number, number] | undefined): Relation {
  const isBelow = word === 'below' || word === 'dưới';
  if (amount === undefined) return { stage, aboveStageM: isBelow ? -0.01 : 0 };
  const [low, high] = isBelow ? [-amount[1], -amount[0]] : amount;
  return { stage, aboveStageM: low === high ? low : [low, high] };
}

const heightOf = ({ stage, aboveStageM }: Relation): number => stage * 100 + (aboveStageM === undefined ? 0 : upperEnd(aboveStageM));

const nameOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= 100 ? value : undefined;
/** "above 1964 historic flood" */
const HISTORIC = /(?:above|over|trên|vượt)[^;,]*(?:historic|lịch sử)/iu;

/** A flood's parameters from the fields of a river or station. */
export function floodIn(fields: Fields): Record<string, unknown> {
  const [river, station] = [nameOf(fields['river']), nameOf(fields['station'])];
  const texts = [...FORECAST, ...STATED].flatMap((name) => fields[name] ?? []);
  return {
    river,
    station,
    ...highestRelation(fields),
    levelM: spanIn(fields, 'forecast_peak_m', 'forecast_level_m', 'level_m'),
    aboveHistoric: texts.some((text) => typeof text === 'string' && HISTORIC.test(text)) ? true : undefined,
    stationArea: station === undefined && river !== undefined ? stationAreaOfRiver(river) : undefined,
    depthM: spanIn(fields, 'depth_m'),
  };
}

/** A high tide's parameters. */
export function tideIn(fields: Fields): Record<string, unknown> {
  const levelM = spanIn(fields, 'forecast_level_m', 'tide_level_m', 'level_m');
  return {
    station: nameOf(fields['station']),
    levelM: levelM === undefined || lowerEnd(levelM) < -5 ? undefined : levelM,
    ...highestRelation(fields),
  };
}
