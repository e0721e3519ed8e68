import type { Alert, Area } from '../alert.ts';
import { primary } from './alert-rules.ts';
import { quoted } from './quoted.ts';
import { type Broken, each } from './rule.ts';

/** What blocks of two languages share. */
const SHARED = [
  'category',
  'eventCode',
  'responseType',
  'urgency',
  'severity',
  'certainty',
  'effective',
  'onset',
  'expires',
  'parameter',
] as const;

/** Where the blocks in `vi-VN` and in English, each in their order, do not say the same of the same. */
export function unpaired({ info }: Alert): Broken[] {
  if (info.length === 0) return [];
  const blocks = each('info', info);
  const [vi, en] = [blocks.filter(([, one]) => primary(one.language) === 'vi'), blocks.filter(([, one]) => primary(one.language) === 'en')];
  const wrong = vi.flatMap(([at, one]) =>
    one.language === 'vi-VN' ? [] : [{ at: `${at}.language`, says: `expected vi-VN; it is ${quoted(one.language)}` }],
  );
  if (vi.length !== en.length)
    return [...wrong, { at: 'info', says: `expected each block in vi-VN and en; there are ${vi.length} and ${en.length}` }];
  const different = en.flatMap(([at, one], index) => {
    const other = vi[index]?.[1];
    if (other === undefined) return [];
    const names = SHARED.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
    const places = JSON.stringify(one.area.map(placeOf)) === JSON.stringify(other.area.map(placeOf)) ? [] : ['area'];
    return [...names, ...places].map((name) => ({ at: `${at}.${name}`, says: 'expected what the block in vi-VN says; it differs' }));
  });
  return [...wrong, ...different];
}

const placeOf = ({ polygon, circle, geocode, altitude, ceiling }: Area): unknown[] => [polygon, circle, geocode, altitude, ceiling];
