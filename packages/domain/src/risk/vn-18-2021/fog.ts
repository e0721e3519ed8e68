import { lowerEnd } from '../../bulletin/parameters/index.ts';
import { isSeaArea } from '../../place/gazetteer.ts';
import { decisionTable } from '../decision-table.ts';
import { measured, word } from '../words.ts';
import { rowsOf } from './row.ts';

const ROAD = word('motorway-airport', 'đường cao tốc, sân bay', 'motorway or airport');
const SEA = word('sea-river-pass', 'biển, sông, đèo núi', 'sea, river or mountain pass');
const FOG = {
  vi: 'Giới hạn trên 1 km là định nghĩa sương mù (khoản 20 Điều 5).',
  en: 'The upper bound of 1 km is the definition of fog (Article 5.20).',
};

const of51 = rowsOf(51);

/** Fog: visibility × setting (Article 51). A sea area is sea whatever the bulletin says of the setting. */
export const fogTable = decisionTable({
  hazards: ['fog'],
  article: 51,
  title: { vi: 'Sương mù', en: 'Fog' },
  facts: [
    { name: 'visibilityM', words: { vi: 'tầm nhìn xa', en: 'visibility' }, unit: { vi: 'm', en: 'm' } },
    { name: 'setting', words: { vi: 'nơi', en: 'setting' }, values: [ROAD, SEA] },
  ],
  rows: [
    of51('2+', 1, '51.1.a', { visibilityM: { min: 50, under: 1000 }, setting: ['motorway-airport'] }, { note: FOG }),
    of51('2+', 1, '51.1.b', { visibilityM: { under: 50 }, setting: ['sea-river-pass'] }),
    of51('2+', 2, '51.2', { visibilityM: { under: 50 }, setting: ['motorway-airport'] }),
  ],
  read: ({ visibilityM, setting }) => {
    const visibility = visibilityM === undefined ? undefined : measured(lowerEnd(visibilityM), 'tầm nhìn xa # m', 'visibility # m');
    const given = [ROAD, SEA].find((one) => one.value === setting);
    return (unit) => ({ visibilityM: visibility, setting: isSeaArea(unit) ? SEA : given });
  },
});
