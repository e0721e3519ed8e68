import { type Hazard, hazard, hazardGroup } from '@loa/domain/bulletin';
import type { Info } from '../../alert.ts';
import type { Finding } from '../../finding.ts';
import type { Block } from './areas-of.ts';
import { AWARENESS, AWARENESS_WORDS, EVENT_WORDS, OASIS_TERMS } from './hazard-words.ts';
import type { SourceMapping } from './source-mapping.ts';

/**
 * The hazard that a message speaks of. Blocks of several hazards that are one phenomenon (a depression becomes a storm) are of the
 * first of them; of several others, `other` by their names, with a finding: a bulletin has one hazard. Undefined without blocks.
 */
export function hazardOf(blocks: readonly Block[], mapping: SourceMapping): { hazard: Hazard; findings: Finding[] } | undefined {
  // A block in a language whose words are not known follows the block whose code or words are.
  const known = blocks.flatMap(([path, info]) => {
    const one = hazardOfBlock(info, mapping);
    return one === undefined ? [] : [{ path, hazard: one }];
  });
  const [first] = known;
  if (first === undefined) return blocks.length === 0 ? undefined : { hazard: 'other', findings: [] };
  const different = known.find((one) => hazardGroup(one.hazard) !== hazardGroup(first.hazard));
  if (different === undefined) return { hazard: first.hazard, findings: [] };
  const says = `expected one hazard; ${first.path} speaks of ${first.hazard}, this block of ${different.hazard}: taken as "other"`;
  return { hazard: 'other', findings: [{ element: `${different.path}.event`, rule: 'several-hazards', says }] };
}

function hazardOfBlock(info: Info, mapping: SourceMapping): Hazard | undefined {
  const codes = info.eventCode.map(({ valueName, value }) => ({ pair: `${valueName}=${value}`, valueName, value }));
  const own = codes.map(({ pair }) => mapping.hazards?.get(pair)).find((one) => one !== undefined);
  const loa = codes.filter(({ valueName }) => valueName === 'VN-HAZARD').map(({ value }) => hazard.safeParse(value).data);
  const oasis = codes.filter(({ valueName }) => /^OET\b/i.test(valueName)).map(({ value }) => OASIS_TERMS.get(value.toUpperCase()));
  const readings = [own, mapping.hazards?.get(info.event.toLowerCase()), ...loa, ...oasis];
  return readings.find((one) => one !== undefined) ?? hazardOfAwareness(info) ?? hazardOfWords(info.event) ?? undefined;
}

function hazardOfAwareness({ parameter }: Info): Hazard | undefined {
  const value = parameter.find(({ valueName }) => valueName === 'awareness_type')?.value ?? '';
  const [number = '', words = ''] = value.split(';').map((one) => one.toLowerCase().replace(/[^a-z0-9]/g, ''));
  return AWARENESS_WORDS.has(words) ? undefined : (AWARENESS.get(words) ?? AWARENESS.get(number));
}

function hazardOfWords(event: string): Hazard | null | undefined {
  const text = ` ${event
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
  return EVENT_WORDS.find(([words]) => text.includes(` ${words} `))?.[1];
}

/** A name for a hazard that is none of the list: the events' texts, each once. The Vietnamese name is the issuer's own text where it has none. */
export function hazardNameOf(blocks: readonly Block[]): { vi: string; en?: string } | undefined {
  const info = blocks.map(([, one]) => one);
  const names = (language: string) =>
    joined(info.filter((one) => one.language.toLowerCase().split('-')[0] === language).map((one) => one.event));
  const all = joined(info.map((one) => one.event));
  const [vi, en] = [names('vi'), names('en')];
  if (all === '') return undefined;
  return { vi: vi === '' ? all : vi, ...(en === '' ? {} : { en }) };
}

const NAME_LENGTH = 200;

function joined(events: readonly string[]): string {
  const once = [...new Set(events.map((one) => one.replace(/\s+/g, ' ').trim()).filter((one) => one !== ''))].join('; ');
  return once.length <= NAME_LENGTH ? once : `${once.slice(0, NAME_LENGTH - 1)}…`;
}
