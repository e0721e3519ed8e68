import { type BulletinArea, certainty, level, type Response, response, severity } from '@loa/domain/bulletin';
import type { PlaceRef } from '@loa/domain/place';
import type { Info } from '../../alert.ts';
import { capInstant } from '../../check/cap-time.ts';
import { each } from '../../check/rule.ts';
import type { Finding } from '../../finding.ts';
import { placesOf } from './places-of.ts';
import type { SourceMapping } from './source-mapping.ts';

/** A block with its path in the message. */
export type Block = readonly [path: string, info: Info];

/** What a block says of its places. */
export type CapArea = Omit<BulletinArea, 'parameters'> & { readonly parameters: Record<string, never> };

export interface CapAreas {
  readonly areas: readonly CapArea[];
  /** Why places or times of some block cannot be taken: then none of the message is. */
  readonly faults: readonly Finding[];
  readonly findings: readonly Finding[];
}

/** The areas of a bulletin: one per block, blocks in other languages that say the same of the same places taken once. */
export function areasOf(blocks: readonly Block[], sent: string, mapping: SourceMapping): CapAreas {
  const taken = new Map<string, CapArea>();
  const faults: Finding[] = [];
  const findings: Finding[] = [];
  for (const [path, info] of blocks) {
    const places = placesOfBlock(path, info, mapping);
    const window = windowOf(path, info, sent, mapping);
    if (!places.ok) faults.push(...places.findings);
    if ('rule' in window) faults.push(window);
    if (!places.ok || 'rule' in window) continue;
    const onset = capInstant(info.onset ?? '');
    if (onset !== undefined && onset > window.to)
      findings.push({
        element: `${path}.onset`,
        rule: 'onset-after-expires',
        says: 'the hazard would begin after the message has run out: taken as beginning at once',
      });
    const area = { places: places.places, window, ...(onset !== undefined && onset <= window.to && { onset }), ...scalesOf(info, mapping) };
    taken.set(JSON.stringify(area), { ...area, places: [...area.places], parameters: {} });
  }
  return { areas: [...taken.values()], faults, findings };
}

type BlockPlaces =
  { readonly ok: true; readonly places: readonly PlaceRef[] } | { readonly ok: false; readonly findings: readonly Finding[] };

function placesOfBlock(path: string, info: Info, mapping: SourceMapping): BlockPlaces {
  const read = each(`${path}.area`, info.area).map(([at, area]) => placesOf(area, at, mapping));
  const findings = read.flatMap((one) => (one.ok ? [] : one.findings));
  if (read.length === 0)
    return { ok: false, findings: [{ element: `${path}.area`, rule: 'area-missing', says: 'expected at least one area; there is none' }] };
  if (findings.length > 0) return { ok: false, findings };
  const places = read.flatMap((one) => (one.ok ? one.places : []));
  return { ok: true, places: [...new Map(places.map((place) => [JSON.stringify(place), place])).values()] };
}

/** From `effective`, or the sending, to `expires`, or as long as the source's messages count. */
function windowOf(path: string, info: Info, sent: string, mapping: SourceMapping): { from: string; to: string } | Finding {
  const from = capInstant(info.effective ?? sent) ?? capInstant(sent) ?? sent;
  const begins = capInstant(info.onset ?? '') ?? from;
  const latest = begins > from ? begins : from;
  const to = info.expires === null ? new Date(Date.parse(latest) + mapping.validHours * 3_600_000).toISOString() : capInstant(info.expires);
  if (to === undefined)
    return { element: `${path}.expires`, rule: 'time-unreadable', says: 'expected when the message runs out; it cannot be read' };
  return to > from ? { from, to } : { element: `${path}.expires`, rule: 'validity-empty', says: `expected after ${from}; it is ${to}` };
}

type Scales = Pick<CapArea, 'severity' | 'announcedLevel' | 'response' | 'certainty'>;

function scalesOf(info: Info, { country }: SourceMapping): Scales {
  const value = (name: string) => info.parameter.find(({ valueName }) => valueName === name)?.value.trim();
  const given = severity.safeParse(info.severity).data;
  // Levels are a term of Vietnamese law: what a sender elsewhere calls so is not announced, nor is what Loa worked out itself.
  const announced =
    country === 'VN' && value('levelSource') === 'announced' ? level.safeParse(Number(value('VN-RISK-LEVEL'))).data : undefined;
  const sure = certainty.safeParse(info.certainty).data;
  const strongest = strongestOf(info.responseType);
  return {
    ...(given !== undefined && { severity: given }),
    ...(announced !== undefined && { announcedLevel: announced }),
    ...(strongest !== undefined && { response: strongest }),
    ...(sure !== undefined && { certainty: sure }),
  };
}

function strongestOf(types: readonly string[]): Response | undefined {
  return response.options.findLast((one) => types.includes(one));
}
