import { type Level, level } from '@loa/domain/bulletin';
import { chooseTable, colourOf, NO_COLOUR } from '@loa/domain/wording';
import type { SiteLanguage } from '@loa/runtime';
import { EXERCISE_STYLE } from './exercise-frame.ts';
import { ENRICHED_STYLE } from './screen-words.ts';

/** A level as the public sees it: one that an issuer announced; null where none did. */
export type PublicLevel = Level | null;

/** From the highest down; those without a level last. */
export const PUBLIC_LEVELS: readonly PublicLevel[] = [5, 4, 3, 2, 1, null];

/** Patterns, so that a level is told without its colour: the higher, the denser. */
const PATTERNS: Readonly<Record<string, string>> = {
  1: 'radial-gradient(currentColor 1.5px,transparent 2px) 0 0/14px 14px',
  2: 'radial-gradient(currentColor 2px,transparent 2.5px) 0 0/8px 8px',
  3: 'repeating-linear-gradient(45deg,currentColor 0 2px,transparent 2px 9px)',
  4: 'repeating-linear-gradient(45deg,currentColor 0 2px,transparent 2px 8px),repeating-linear-gradient(-45deg,currentColor 0 2px,transparent 2px 8px)',
  5: 'repeating-linear-gradient(0deg,currentColor 0 3px,transparent 3px 8px),repeating-linear-gradient(90deg,currentColor 0 3px,transparent 3px 8px)',
  none: 'repeating-linear-gradient(0deg,currentColor 0 2px,transparent 2px 10px)',
};

const nameOf = (of: PublicLevel): string => (of === null ? 'none' : String(of));
/** The class that gives an element with the class `level` the colour of a level. */
export const levelClass = (of: PublicLevel): string => `level l-${nameOf(of)}`;

const coloured = (of: PublicLevel): string => {
  const { css, ink } = of === null ? NO_COLOUR : colourOf(of);
  return `.l-${nameOf(of)}{background:${css};color:${ink}}.l-${nameOf(of)}::before{background:${PATTERNS[nameOf(of)] ?? ''}}`;
};

/** Colours of the law's levels with their patterns, for pages that show warnings. */
export const LEVEL_STYLE = `.level{position:relative;padding:.5rem .75rem .5rem 3rem;border:1px solid #15191e;border-radius:.4rem;print-color-adjust:exact;-webkit-print-color-adjust:exact;forced-color-adjust:none}
.level::before{content:"";position:absolute;inset:0 auto 0 0;width:2.25rem;border-right:1px solid #15191e}
${PUBLIC_LEVELS.map(coloured).join('\n')}
.warnings{list-style:none;padding:0;margin:0}
.warnings>li{border-bottom:1px solid var(--line);padding:.85rem 0}
.warnings p{margin:.15rem 0}
.mark::first-letter{text-transform:uppercase}
.provinces{list-style:none;padding:0;margin:0;columns:14rem;column-gap:1.5rem}
.provinces a{display:inline-block;padding:.25rem 0}
.provinces li{break-inside:avoid}
.find{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end}
.find>div{flex:1 1 14rem}
.find>:first-child{flex-basis:100%}
section.block{margin:1.5rem 0}
section.block h2{margin:0 0 .5rem}
${EXERCISE_STYLE}${ENRICHED_STYLE}`;

const WORDS = { vi: ['Cấp độ rủi ro', 'Chưa công bố cấp độ rủi ro'], en: ['Disaster risk level', 'No risk level announced'] } as const;

/** `Cấp độ rủi ro 4 (đỏ)`, `Disaster risk level 4 (red)`. */
export function levelWords(of: PublicLevel, language: SiteLanguage): string {
  const [named, none] = WORDS[language];
  if (of === null) return none;
  return `${named} ${String(of)} (${chooseTable(language).phrases.colours[of - 1] ?? ''})`;
}

/** The level that the public is shown. */
export const publicLevel = (given: number | null, source: string | null): PublicLevel =>
  source === 'announced' ? level.nullable().parse(given) : null;
