import { type Hazard, type Span, upperEnd } from '@loa/domain/bulletin';
import { hoursUntil, type TimeWindow } from '@loa/domain/time';
import { floodIn, tideIn } from './relations.ts';
import type { Fields } from './record.ts';
import { plainForceIn, spanIn, windForceIn } from './spans.ts';

/** Parameters of an area as Loa's schema names them; still to be checked by it. */
export type Parameters = Readonly<Record<string, unknown>>;
type Reader = (fields: Fields, window: TimeWindow) => Record<string, unknown>;

/** Fields by the parameter they give, the first that holds a number. */
const named =
  (names: Readonly<Record<string, readonly string[]>>): Reader =>
  (fields) =>
    Object.fromEntries(Object.entries(names).map(([parameter, from]) => [parameter, spanIn(fields, ...from)]));

const LOCAL = ['rain_mm_local_max_over', 'rain_mm_local_max'];
const IN_3H = ['rain_intensity_over_mm_3h', 'rain_intensity_mm_3h'];
const DAYS = ['duration_days'];
const gust = (fields: Fields): Span | undefined => plainForceIn(fields, 'gust_force');
const upperIn = (fields: Fields, ...names: string[]): number | undefined => {
  const found = spanIn(fields, ...names);
  return found === undefined ? undefined : upperEnd(found);
};
const wordIn = (fields: Fields, name: string, among: readonly string[]): string | undefined => {
  const word = fields[name];
  return typeof word === 'string' && among.includes(word) ? word : undefined;
};
const nameIn = (fields: Fields, name: string): string | undefined => {
  const found = fields[name];
  return typeof found === 'string' && found.length > 0 && found.length <= 100 ? found : undefined;
};

const cyclone: Reader = (fields) => ({ windForce: windForceIn(fields), gustForce: gust(fields), waveM: spanIn(fields, 'wave_m') });

const READERS: Readonly<Partial<Record<Hazard, Reader>>> = {
  storm: cyclone,
  'tropical-depression': cyclone,
  // What blows near a storm's centre is the storm's, which Article 42 judges.
  'strong-wind-at-sea': (fields) => ({ ...cyclone(fields, NEVER), windForce: plainForceIn(fields, 'wind_force_beaufort') }),
  surge: named({ surgeM: ['surge_m', 'surge_height_m'], waterLevelM: ['water_level_m'] }),
  'heavy-rain': named({
    rainMm24h: ['rain_mm_24h', 'forecast_rain_mm_24h'],
    rainMm12h: ['rain_mm_12h', 'forecast_rain_mm_12h'],
    rainMmTotal: ['rain_mm_total', 'rain_mm', 'forecast_rain_mm'],
    localMaxMm: LOCAL,
    intensityMm3h: IN_3H,
    durationDays: DAYS,
  }),
  'river-flood': floodIn,
  'flash-flood-landslide': (fields, window) => ({
    rainMm24h: spanIn(fields, 'rain_mm_24h', 'forecast_rain_mm_24h'),
    rainMm6h: spanIn(fields, 'forecast_rain_mm_3_6h', ...(hoursUntil(window.to, window.from) <= 6 ? ['forecast_rain_mm'] : [])),
    rainDaysBefore: spanIn(fields, 'rain_days_before'),
    susceptibility: wordIn(fields, 'susceptibility', ['low', 'medium', 'high', 'very-high']),
    localMaxMm: spanIn(fields, ...LOCAL),
    soilSaturationPct: spanIn(fields, 'soil_saturation_over_pct', 'soil_saturation_pct'),
  }),
  heat: named({
    tempMaxC: ['temp_max_c'],
    localMaxC: ['temp_max_local_over_c', 'temp_max_local_c'],
    humidityMinPct: ['rh_min_pct'],
    durationDays: DAYS,
  }),
  drought: named({
    waterShortagePct: ['water_shortage_pct'],
    durationMonths: ['duration_months'],
    rainShortfallPct: ['rain_shortfall_pct'],
  }),
  'salt-intrusion': (fields) => {
    const salinity = spanIn(fields, 'salinity_per_mille');
    const at = (perMille: number) => (salinity === perMille ? spanIn(fields, 'depth_km') : undefined);
    return {
      river: nameIn(fields, 'river'),
      isoline4Km: spanIn(fields, 'depth_km_4_per_mille') ?? at(4),
      isoline1Km: spanIn(fields, 'depth_km_1_per_mille') ?? at(1),
    };
  },
  fog: named({ visibilityM: ['visibility_m'] }),
  'whirlwind-lightning-hail': (fields) => ({
    communeSharePct: spanIn(fields, 'commune_share_pct'),
    gustForce: gust(fields),
    hailMm: spanIn(fields, 'hail_mm'),
    rainMm: spanIn(fields, 'rain_mm_total', 'rain_mm', 'rain_mm_24h'),
    localMaxMm: spanIn(fields, ...LOCAL),
    intensityMm3h: spanIn(fields, ...IN_3H),
  }),
  'severe-cold': (fields) => ({
    tempMeanC: spanIn(fields, 'temp_mean_c'),
    tempMinC: spanIn(fields, 'temp_min_c', 'temp_min_c_below'),
    durationDays: spanIn(fields, ...DAYS),
    terrain: wordIn(fields, 'terrain', ['mountain', 'plain']),
  }),
  earthquake: (fields) => ({
    magnitude: upperIn(fields, 'magnitude'),
    depthKm: upperIn(fields, 'focal_depth_km'),
    intensityMsk: upperIn(fields, 'intensity_msk', 'intensity_msk64'),
    setting: wordIn(fields, 'setting', ['countryside', 'town', 'reservoir']),
  }),
  tsunami: (fields) => ({
    waveM: spanIn(fields, 'tsunami_wave_m', 'wave_m'),
    intensity: upperIn(fields, 'tsunami_intensity'),
    magnitude: upperIn(fields, 'magnitude'),
  }),
  'high-tide': tideIn,
  'large-waves': named({ waveM: ['wave_m'] }),
};
const NEVER: TimeWindow = { from: '1970-01-01T00:00:00.000Z', to: '1970-01-01T00:00:00.001Z' };

/** The parameters of a hazard by the corpus's fields and units; fields that give none are passed over. */
export function parametersFrom(hazard: Hazard, fields: Fields, window: TimeWindow): Parameters {
  const read = READERS[hazard]?.(fields, window) ?? {};
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}
