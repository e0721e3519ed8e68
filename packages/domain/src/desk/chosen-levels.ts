import { type Bulletin, type BulletinArea, type Level } from '../bulletin/index.ts';
import { resolvePlace, type Unit } from '../place/index.ts';
import type { AssessedArea } from '../risk/index.ts';

/** A level that an issuer announced otherwise than its table gives, or gave a reason for. */
export interface ChosenLevel {
  readonly units: readonly Unit[];
  readonly announced: Level;
  /** What the table gives there, with its clause; null where it gives none, or where it gives several. */
  readonly table: { readonly level: Level; readonly clause: string } | null;
  /** The issuer's words; null: it gave none. */
  readonly reason: string | null;
}

/** Where a bulletin announces another level than its assessment's table gives, area by area of the bulletin. */
export function chosenLevels(bulletin: Pick<Bulletin, 'areas'>, assessed: readonly AssessedArea[]): ChosenLevel[] {
  return bulletin.areas.flatMap((area: BulletinArea): ChosenLevel[] => {
    const announced = [area.announcedLevel ?? []].flat().at(-1);
    if (announced === undefined) return [];
    const units = [...new Set(area.places.flatMap((place) => unitsOf(place)))];
    const held = new Set(units);
    const own = assessed.filter((one) => isOf(one, area) && one.units.every((unit) => held.has(unit)));
    if (area.levelReason === undefined && own.every(({ difference }) => difference === undefined)) return [];
    const tables = new Map(own.flatMap(({ verdict }) => (verdict.kind === 'level' ? [[verdict.level, verdict.clause] as const] : [])));
    const [only] = tables;
    const table = only === undefined || tables.size > 1 ? null : { level: only[0], clause: only[1] };
    return [{ units, announced, table, reason: area.levelReason ?? null }];
  });
}

const unitsOf = (place: BulletinArea['places'][number]): readonly Unit[] => {
  const found = resolvePlace(place);
  return found.ok ? found.units : [];
};

const isOf = (one: AssessedArea, area: BulletinArea): boolean => one.window.from === area.window.from && one.window.to === area.window.to;
