import type { Hazard } from '@loa/domain/bulletin';
import type { Warning } from '@loa/domain/warning';
import type { Named } from '../alert.ts';

interface Terms {
  /** CAP 1.2, section 3.2.2. */
  readonly category: readonly string[];
  /** OASIS Event Terms List 1.0; empty where no term of the list is certain to mean the hazard. */
  readonly oet: readonly string[];
  /** MeteoAlarm's `awareness_type`; null where it has none for the hazard. */
  readonly awareness: string | null;
}

const terms = (category: readonly string[], oet: readonly string[], awareness: string | null): Terms => ({ category, oet, awareness });

const TERMS: Readonly<Record<Hazard, Terms>> = {
  // Tropical storm; a typhoon by its wind, see `oetOf`.
  storm: terms(['Met'], ['OET-202'], '1; Wind'),
  'tropical-depression': terms(['Met'], ['OET-201'], '1; Wind'),
  surge: terms(['Met'], ['OET-189'], '7; coastalevent'),
  'heavy-rain': terms(['Met'], ['OET-159'], '10; Rain'),
  'river-flood': terms(['Met'], ['OET-081'], '12; flooding'),
  'flash-flood-landslide': terms(['Met', 'Geo'], ['OET-079', 'OET-119'], '13; rain-flood'),
  heat: terms(['Met'], ['OET-098'], '5; high-temperature'),
  drought: terms(['Met'], ['OET-063'], null),
  'salt-intrusion': terms(['Met', 'Env'], [], null),
  'strong-wind-at-sea': terms(['Met'], ['OET-218'], '1; Wind'),
  fog: terms(['Met'], ['OET-082'], '4; Fog'),
  // Whirlwinds of thunderstorms are rarely tornadoes, so that term is not claimed.
  'whirlwind-lightning-hail': terms(['Met'], ['OET-194', 'OET-122', 'OET-095'], '3; Thunderstorm'),
  'severe-cold': terms(['Met'], ['OET-043', 'OET-091'], '6; low-temperature'),
  'forest-fire': terms(['Fire'], ['OET-086'], '8; forest-fire'),
  earthquake: terms(['Geo'], ['OET-068'], null),
  tsunami: terms(['Geo'], ['OET-203'], '7; coastalevent'),
  'high-tide': terms(['Met'], ['OET-042'], '7; coastalevent'),
  'large-waves': terms(['Met'], [], '7; coastalevent'),
  // Water let out through the gates is a flood downstream, not a dam break.
  'dam-release': terms(['Infra', 'Met'], ['OET-081'], '12; flooding'),
  subsidence: terms(['Geo'], [], null),
  other: terms(['Other'], [], null),
};

/** Wind force from which a tropical storm is a typhoon. */
const TYPHOON_FORCE = 12;

/** Categories of a hazard. */
export function categoryOf(hazard: Hazard): readonly string[] {
  return TERMS[hazard].category;
}

/** `awareness_type` of a hazard; null where there is none. */
export function awarenessTypeOf(hazard: Hazard): string | null {
  return TERMS[hazard].awareness;
}

/** Loa's own word for the hazard, which is exact, and terms of the OASIS list. */
export function eventCodesOf(warning: Warning): Named[] {
  return [...oetOf(warning).map((value) => ({ valueName: 'OET:v1.2', value })), { valueName: 'VN-HAZARD', value: warning.hazard }];
}

function oetOf({ hazard, storm }: Warning): readonly string[] {
  const force = storm?.centre.windForce ?? 0;
  const strongest = typeof force === 'number' ? force : force[1];
  return hazard === 'storm' && strongest >= TYPHOON_FORCE ? ['OET-204'] : TERMS[hazard].oet;
}
