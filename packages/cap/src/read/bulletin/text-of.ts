import type { Info } from '../../alert.ts';
import { primary } from '../../check/alert-rules.ts';
import { quoted } from '../../check/quoted.ts';
import type { Finding } from '../../finding.ts';
import type { Block } from './areas-of.ts';

export interface CapText {
  /** Absent where the message has neither Vietnamese nor English. */
  readonly text?: { readonly vi: string; readonly en?: string };
  readonly findings: readonly Finding[];
}

/** What a bulletin's text may hold, characters. */
const LONGEST = 20_000;

/** The issuer's words, block by block, as they stand. A bulletin holds Vietnamese and English; other languages are named in a finding. */
export function textOf(blocks: readonly Block[]): CapText {
  const findings: Finding[] = [];
  const of = (language: string): string => {
    const texts = blocks.filter(([, info]) => primary(info.language) === language).map(([, info]) => wordsOf(info));
    const whole = [...new Set(texts.filter((one) => one !== ''))].join('\n\n');
    if (whole.length <= LONGEST) return whole;
    findings.push({
      element: 'info',
      rule: 'text-cut',
      says: `the text in ${language} has ${whole.length} characters; a bulletin holds ${LONGEST}`,
    });
    return `${whole.slice(0, LONGEST - 1)}…`;
  };
  for (const [path, { language }] of blocks)
    if (!['vi', 'en'].includes(primary(language)))
      findings.push({
        element: `${path}.language`,
        rule: 'language-not-carried',
        says: `a bulletin holds vi and en; the text in ${quoted(language)} is left out`,
      });
  const [vi, en] = [of('vi'), of('en')];
  if (vi === '' && en === '') return { findings };
  return { text: { vi, ...(en !== '' && { en }) }, findings };
}

function wordsOf({ headline, description, instruction }: Info): string {
  const all = [headline, description, instruction].filter((one) => one !== null && one.trim() !== '');
  return [...new Set(all)].join('\n');
}
