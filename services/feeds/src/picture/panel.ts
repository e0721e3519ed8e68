import { airWords, readTime } from '@loa/domain/airing';
import { chooseTable, colourOf, NO_COLOUR } from '@loa/domain/wording';
import type { Warning } from '@loa/domain/warning';
import type { Box } from './projection.ts';
import type { Tone } from './shares.ts';
import { fitted, LEAST_SIZE, LINE, textAt, wrap } from './text.ts';
import { fillOf } from './tones.ts';
import type { PictureWords } from './words.ts';

export interface PanelContent {
  readonly warning: Warning;
  readonly headline: string;
  readonly tones: readonly Tone[];
  readonly hasPart: boolean;
  /** Nothing has become of it: what it says holds. */
  readonly stands: boolean;
  readonly language: 'vi' | 'en';
  readonly words: PictureWords;
}

/** Headline, issuer, times, legend and attribution, one under another in `box`. */
export function panel({ warning, headline, tones, hasPart, stands, language, words }: PanelContent, box: Box): string {
  const { x, width } = box;
  const line = LEAST_SIZE * LINE;
  const time = (at: string): string => readTime(at, airWords(language));
  const issuer = warning.givenByName ?? warning.givenBy ?? warning.issuerName ?? warning.issuer;
  const facts = [
    ...wrap(`${words.issuer}: ${issuer}`, LEAST_SIZE, width),
    ...wrap(`${words.issued} ${time(warning.issuedAt)}`, LEAST_SIZE, width),
    ...wrap(`${stands ? words.expires : words.stated} ${time(warning.expiresAt)}`, LEAST_SIZE, width),
  ];
  const legend = tones.flatMap((tone) =>
    legendRow(`fill="${fillOf(tone)}" stroke="#222" stroke-width="2"`, toneWords(tone, language, words)),
  );
  if (hasPart) legend.push(...legendRow('fill="url(#part-legend)" stroke="#222" stroke-width="2"', words.part));
  if (warning.storm !== undefined)
    legend.push({ attributes: 'stroke="#111" stroke-width="5" stroke-dasharray="16 8"', text: words.track, isLine: true });
  if (warning.storm?.dangerBox !== undefined)
    legend.push(...legendRow('fill="none" stroke="#a00000" stroke-width="5" stroke-dasharray="12 8"', words.danger));
  const legendHeight = legend.length * 46;
  const below = facts.length * line + legendHeight + 2 * line + 70;
  const head = fitted(headline, 54, width, box.height - below);
  const top = tones.find((tone) => tone !== 'taken-back');
  const band = typeof top === 'number' ? colourOf(top) : NO_COLOUR;
  const out = [`<rect x="${String(x)}" y="${String(box.y)}" width="${String(width)}" height="14" fill="${band.css}" stroke="#222"/>`];
  let y = box.y + 24;
  const write = (text: string, size: number, bold: boolean): void => {
    y += size * LINE;
    out.push(textAt(text, { x, y: y - size * 0.28, size, bold }));
  };
  for (const one of head.lines) write(one, head.size, true);
  y += 20;
  for (const one of facts) write(one, LEAST_SIZE, false);
  y += 22;
  for (const { attributes, text, isLine } of legend) {
    const [left, middle] = [String(x + 3), (y + 22).toFixed(1)];
    if (isLine === true) out.push(`<line x1="${left}" y1="${middle}" x2="${String(x + 55)}" y2="${middle}" ${attributes}/>`);
    else out.push(`<rect x="${left}" y="${(y + 4).toFixed(1)}" width="52" height="36" ${attributes}/>`);
    out.push(textAt(text, { x: x + 70, y: y + 32, size: LEAST_SIZE }));
    y += 46;
  }
  const foot = box.y + box.height;
  words.attribution.forEach((text, row) => out.push(textAt(text, { x, y: foot - 8 - (1 - row) * line, size: LEAST_SIZE, fill: '#444' })));
  return `<g class="panel">${out.join('')}</g>`;
}

/** A swatch, or a line, with what it means. */
interface LegendRow {
  readonly attributes: string;
  readonly text: string;
  readonly isLine?: true;
}

const legendRow = (attributes: string, text: string): LegendRow[] => [{ attributes, text }];

function toneWords(tone: Tone, language: 'vi' | 'en', words: PictureWords): string {
  if (tone === 'no-level') return words.noLevel;
  if (tone === 'taken-back') return words.takenBack;
  const colour = chooseTable(language).phrases.colours[tone - 1] ?? '';
  return words.level.replace('{level}', String(tone)).replace('{colour}', colour);
}
