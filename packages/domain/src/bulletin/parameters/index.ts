import type { z } from 'zod';
import type { Hazard } from '../hazard.ts';
import { earthquakeParameters, freeParameters, tsunamiParameters } from './earth.ts';
import { coldParameters, droughtParameters, fogParameters, forestFireParameters, heatParameters, saltParameters } from './heat-and-cold.ts';
import {
  damReleaseParameters,
  flashFloodParameters,
  heavyRainParameters,
  riverFloodParameters,
  whirlwindParameters,
} from './rain-and-flood.ts';
import { cycloneParameters, highTideParameters, largeWavesParameters, strongWindParameters, surgeParameters } from './wind-and-sea.ts';

export * from './earth.ts';
export * from './heat-and-cold.ts';
export * from './rain-and-flood.ts';
export { lowerEnd, type Span, upperEnd } from './span.ts';
export * from './wind-and-sea.ts';

/** What a bulletin says of the places of one area, per hazard. Units stand in the names; every parameter may be absent. */
export const PARAMETERS = {
  storm: cycloneParameters,
  'tropical-depression': cycloneParameters,
  surge: surgeParameters,
  'heavy-rain': heavyRainParameters,
  'river-flood': riverFloodParameters,
  'flash-flood-landslide': flashFloodParameters,
  heat: heatParameters,
  drought: droughtParameters,
  'salt-intrusion': saltParameters,
  'strong-wind-at-sea': strongWindParameters,
  fog: fogParameters,
  'whirlwind-lightning-hail': whirlwindParameters,
  'severe-cold': coldParameters,
  'forest-fire': forestFireParameters,
  earthquake: earthquakeParameters,
  tsunami: tsunamiParameters,
  'high-tide': highTideParameters,
  'large-waves': largeWavesParameters,
  'dam-release': damReleaseParameters,
  subsidence: freeParameters,
  other: freeParameters,
} as const satisfies Record<Hazard, z.ZodType>;
/** Parameters of a hazard. */
export type ParametersOf<H extends Hazard> = z.output<(typeof PARAMETERS)[H]>;
