import { upperEnd } from '../../bulletin/parameters/index.ts';
import type { Level } from '../../bulletin/bulletin.ts';
import { communeOf, type SeaArea, seaAreaById } from '../../place/gazetteer.ts';
import type { Unit } from '../../place/place-ref.ts';
import { decisionTable, type Fact, type Interval, type Row } from '../decision-table.ts';
import { measured, word } from '../words.ts';
import { rowsOf } from './row.ts';

const COASTAL = word('coastal', 'vùng biển ven bờ', 'coastal sea');
const OFFSHORE = word('offshore', 'ngoài khơi, kể cả đảo', 'offshore, with islands');

/** Gulfs lie offshore: for the Gulf of Tonkin the weather service announces level 2 at force 6-7 (5 March 2025). */
const ZONE_OF_SEA: Readonly<Record<SeaArea['kind'], Fact | undefined>> = {
  coastal: COASTAL,
  gulf: OFFSHORE,
  offshore: OFFSHORE,
  overlay: OFFSHORE,
  composite: undefined,
};

/** Special zones (đặc khu) are islands; other communes are land, which the article does not name. */
function zoneOf(unit: Unit, told: 'coastal' | 'open' | undefined): Fact | undefined {
  const sea = seaAreaById(unit);
  if (sea !== undefined) return told === undefined ? ZONE_OF_SEA[sea.kind] : told === 'coastal' ? COASTAL : OFFSHORE;
  return communeOf(unit)?.type === 'đặc khu' ? OFFSHORE : undefined;
}

// The decision counts whole forces; half-open bands leave no gap for a value between two of them.
const F6: Interval = { min: 6, under: 7 };
const F7_8: Interval = { min: 7, under: 9 };
const F9_UP: Interval = { min: 9 };

const of50 = rowsOf(50);
const row = (level: Level, windForce: Interval, zone: string): Row =>
  of50('1x2', level, `50.${String(level - 1)}`, { windForce, zone: [zone] });

/** Strong wind at sea, not a storm's: force × coastal or offshore (Article 50). */
export const strongWindTable = decisionTable({
  hazards: ['strong-wind-at-sea'],
  article: 50,
  title: { vi: 'Gió mạnh trên biển', en: 'Strong wind at sea' },
  facts: [
    { name: 'windForce', words: { vi: 'gió cấp', en: 'wind force' } },
    { name: 'zone', words: { vi: 'vùng biển', en: 'sea' }, values: [COASTAL, OFFSHORE] },
  ],
  rows: [row(2, F6, 'coastal'), row(3, F7_8, 'coastal'), row(2, F7_8, 'offshore'), row(3, F9_UP, 'coastal'), row(3, F9_UP, 'offshore')],
  read: ({ windForce, seaZone }) => {
    const wind = windForce === undefined ? undefined : measured(upperEnd(windForce), 'gió cấp #', 'wind force #');
    return (unit) => {
      const zone = zoneOf(unit, seaZone);
      return zone === undefined ? null : { windForce: wind, zone };
    };
  },
});
