import { nearestNames } from '../folding.ts';
import { formerProvinces, seaAreas } from '../gazetteer.ts';
import { regions } from '../regions.ts';
import { Unread } from './outcome.ts';
import { nameOf, type Target } from './targets.ts';
import type { Named } from './vocabulary.ts';

/** When the 63 provinces became 34 and districts ended (Resolution 202/2025/QH15), as an instant. */
const MERGED = Date.parse('2025-07-01T00:00:00+07:00');

/** Whether a bulletin of that instant names the 34 provinces. */
export const isMerged = (at: Date): boolean => at.getTime() >= MERGED;

/** When Thừa Thiên Huế became the city of Huế; before, that city was a part of it whose communes are not in the data. */
const CITY_OF_HUE = Date.parse('2025-01-01T00:00:00+07:00');

/** How a name is written: with the word for its type, called the old one, inside a province. */
export type Written = { readonly text: string; readonly type: string | null; readonly old: boolean; readonly within: readonly string[] };

const SMALL_TYPES: Readonly<Record<string, readonly string[]>> = {
  'thị xã': ['Thị xã'],
  huyện: ['Huyện'],
  quận: ['Quận'],
  'thành phố': ['Thành phố'],
};

/** What a name stands for in a bulletin of a date; ambiguous names are an error with all that bear them. */
export function settle(names: readonly Named[], written: Written, at: Date): Target {
  const large = names.filter((one) => ['region', 'province', 'sea', 'island'].includes(one.kind));
  const small = names.filter((one) => one.kind === 'district' || one.kind === 'commune');
  const typed = smallOfType(small, large, written.type);
  const pool = typed ?? (large.length > 0 ? large : small);
  const targets = pool.flatMap((one) => targetOf(one, written, at));
  const inside = written.within.length === 0 ? targets : targets.filter((one) => liesIn(one, written.within));
  const ofTime = preferDistricts(inside, at);
  const [first] = ofTime;
  if (first === undefined) throw new Unread('ambiguous-name', written.text, targets.slice(0, 5).map(nameOf));
  if (ofTime.length > 1) throw new Unread('ambiguous-name', written.text, ofTime.slice(0, 5).map(nameOf));
  return first;
}

/** The nearest names to unknown words, for the person who must put them right. */
export function nearestTo(text: string): string[] {
  return nearestNames(text, [...new Set([...formerProvinces(), ...regions(), ...seaAreas()].map((one) => one.name))], 3);
}

/** Units of the type written, where that is no province; null where the type leaves the choice as it is. */
function smallOfType(small: readonly Named[], large: readonly Named[], type: string | null): Named[] | null {
  if (type === null) return null;
  if (type === 'thành phố' && large.some((one) => one.kind === 'province' && one.present?.type === 'municipality')) return null;
  const found = small.filter((one) =>
    one.kind === 'district'
      ? (SMALL_TYPES[type] ?? []).some((word) => one.district.name.startsWith(word))
      : one.kind === 'commune' && (type === 'xã' || type === 'phường') && one.commune.type === type,
  );
  return found.length > 0 ? found : null;
}

function targetOf(named: Named, written: Written, at: Date): Target[] {
  if (named.kind !== 'province') return [named];
  const { name, present, former } = named;
  if (former === undefined) return [];
  if (written.type === 'thành phố' && former.name === 'Thừa Thiên Huế' && at.getTime() < CITY_OF_HUE)
    throw new Unread('ambiguous-name', written.text, ['Thừa Thiên Huế']);
  const asPresent = present !== undefined && isMerged(at) && !written.old;
  return [{ kind: 'province', name: asPresent ? present.name : name, present: asPresent ? present : null, former }];
}

/** Before the mergers a bare small name was a district's; since then it may be either, and only one of them is no guess. */
function preferDistricts(targets: readonly Target[], at: Date): Target[] {
  const districts = targets.filter((one) => one.kind === 'district');
  return !isMerged(at) && districts.length > 0 ? districts : [...targets];
}

function liesIn(target: Target, formers: readonly string[]): boolean {
  if (target.kind === 'district') return formers.includes(target.district.province);
  return target.kind === 'commune' ? formers.includes(target.commune.formerProvince) : true;
}
