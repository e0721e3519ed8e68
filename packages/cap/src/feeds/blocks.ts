import type { Alert, Info } from '../alert.ts';

/** Worst first (CAP 1.2, 3.2.2). */
const SEVERITIES = ['Extreme', 'Severe', 'Moderate', 'Minor'];

/** The info blocks of a language, by the first subtag; those of the first block's language where it is not there. */
export function blocksIn({ info }: Alert, language: string): readonly Info[] {
  const primary = (tag: string | undefined) => tag?.toLowerCase().split('-', 1).join();
  const fitting = info.filter((block) => primary(block.language) === primary(language));
  return fitting.length > 0 ? fitting : info.filter((block) => primary(block.language) === primary(info[0]?.language));
}

/** The block that speaks for the message where there is room for one: the most severe, the first of equals. */
export function leadingOf(blocks: readonly Info[]): Info | undefined {
  const rank = ({ severity }: Info) => (SEVERITIES.includes(severity) ? SEVERITIES.indexOf(severity) : SEVERITIES.length);
  return blocks.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** Does the block take a warning back? Then it says nothing of a danger in force (CAP 1.2, 3.2.2: urgency). */
export function isPast({ urgency }: Info): boolean {
  return urgency === 'Past';
}

/** Why a block takes a warning back, by its parameter `change`; null where it warns. */
export function backOf(block: Info): Back | null {
  if (!isPast(block)) return null;
  const changes = block.parameter.filter((one) => one.valueName === 'change').map((one) => one.value);
  return BACKS.find((one) => changes.includes(one)) ?? 'narrowed';
}
const BACKS = ['cancelled', 'ended', 'narrowed'] as const;
type Back = (typeof BACKS)[number];

/** Disaster risk level, its colour's name, and whether it was announced or is proposed: parameters of `docs/cap.md`. */
export interface Risk {
  readonly level: number | null;
  readonly colour: string | null;
  readonly levelSource: string | null;
}

/** What a block says of risk; nothing where it takes a warning back. */
export function riskOf(block: Info): Risk {
  const value = (name: string) => (isPast(block) ? undefined : block.parameter.find((one) => one.valueName === name)?.value);
  const level = value('VN-RISK-LEVEL');
  return {
    level: level === undefined ? null : Number(level),
    colour: value('VN-RISK-COLOUR') ?? null,
    levelSource: value('levelSource') ?? null,
  };
}

/** The highest risk of the blocks. */
export function highestRisk(blocks: readonly Info[]): Risk {
  return blocks.map(riskOf).reduce((high, one) => ((one.level ?? 0) > (high.level ?? 0) ? one : high), {
    level: null,
    colour: null,
    levelSource: null,
  });
}

/** What stands where a headline is missing: the event, else the message's own name. */
export function headlineOf(leading: Info | undefined, { msgType, identifier }: Alert): string {
  return leading?.headline ?? leading?.event ?? `${msgType} ${identifier}`;
}
