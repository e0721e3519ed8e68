import type { Hazard } from '../bulletin/hazard.ts';
import type { Instant } from '../time.ts';

/** Seconds from `finishedAt` after which a body's clock is amber, and after which it is red; and who says so. */
export interface SupplyLimit {
  readonly amberS: number;
  readonly redS: number;
  readonly source: 'Decision 18/2021/QĐ-TTg, chapter 2, dissemination (articles 34-41)' | 'own';
}

/**
 * "At latest 15 minutes after it is finished": the red of Decision 18/2021/QĐ-TTg, whose articles 34-41 hold it (the number of the single
 * article is not confirmed here). The amber of 10 minutes is Loa's own.
 */
const LIMIT: SupplyLimit = { amberS: 600, redS: 900, source: 'Decision 18/2021/QĐ-TTg, chapter 2, dissemination (articles 34-41)' };

/** Of earthquake and tsunami the same decision says "at once"; how many minutes that is, is Loa's own. */
const AT_ONCE: SupplyLimit = { amberS: 120, redS: 300, source: 'own' };

export const supplyLimit = (hazard: Hazard): SupplyLimit => (hazard === 'earthquake' || hazard === 'tsunami' ? AT_ONCE : LIMIT);

export const COLOURS = ['green', 'amber', 'red'] as const;
export type Colour = (typeof COLOURS)[number];

export interface SupplyClock {
  /** From `finishedAt` to the first hand-over; null as long as there is none. */
  readonly handOverS: number | null;
  /** From `finishedAt` to the confirmation; null as long as there is none. */
  readonly confirmationS: number | null;
  /** From `finishedAt` to the confirmation, or to now. */
  readonly elapsedS: number;
  /** Of the hand-over, or of the time that it has been missing: what the law's limit speaks of. */
  readonly handOverColour: Colour;
  /** Of the confirmation, or of the time that it has been missing. */
  readonly colour: Colour;
  readonly limit: SupplyLimit;
}

/** The supply clock of one body and bulletin. It stops at the confirmation, in the colour that it then has. */
export function supplyClock(of: {
  readonly hazard: Hazard;
  readonly finishedAt: Instant;
  /** When a provider first took a message to the body. */
  readonly handedOverAt: Instant | null;
  readonly confirmedAt: Instant | null;
  readonly now: Instant;
}): SupplyClock {
  const since = (at: Instant): number => Math.max(0, Math.round((Date.parse(at) - Date.parse(of.finishedAt)) / 1_000));
  const limit = supplyLimit(of.hazard);
  // A confirmation proves that the news got there, also where no provider said so: by telephone and an operator's mark.
  const arrived = earliest(of.handedOverAt, of.confirmedAt);
  const elapsedS = since(of.confirmedAt ?? of.now);
  return {
    handOverS: of.handedOverAt === null ? null : since(of.handedOverAt),
    confirmationS: of.confirmedAt === null ? null : since(of.confirmedAt),
    elapsedS,
    handOverColour: colourOf(since(arrived ?? of.now), limit),
    colour: colourOf(elapsedS, limit),
    limit,
  };
}

/** Amber from its second on, red from its own. */
const colourOf = (seconds: number, { amberS, redS }: SupplyLimit): Colour =>
  seconds >= redS ? 'red' : seconds >= amberS ? 'amber' : 'green';

const earliest = (a: Instant | null, b: Instant | null): Instant | null => (a === null || (b !== null && b < a) ? b : a);
