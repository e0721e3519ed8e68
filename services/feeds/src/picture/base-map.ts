import { outlinesOfUnits, type Ring } from '@loa/domain/place';
import { landPieces, pathOf, provinceBorders } from './geography.ts';
import type { Project } from './projection.ts';
import type { Shares, Tone } from './shares.ts';
import { fillOf } from './tones.ts';

export const SEA = '#dfe7ec';
const LAND = '#fbf9f2';
export const ABROAD = '#cfccc4';

const area = (rings: readonly Ring[], project: Project, attributes: string): string =>
  `<path d="${pathOf(rings, project)}" fill-rule="evenodd" ${attributes}/>`;

/** Sea, land and what is warned of, without names. Each coloured place has `data-place` and `data-tone`. */
export function baseMap({ land, sea, islands }: Shares, project: Project, line = 2): string {
  const outlines = outlinesOfUnits();
  const seas = Object.entries(outlines.sea);
  const width = `stroke-width="${String(line)}"`;
  const warned = [...sea].flatMap(([id, tone]) =>
    (outlines.sea[id] ?? []).map((rings) => area(rings, project, `fill="${fillOf(tone)}" stroke="#222" ${width} ${data(id, tone)}`)),
  );
  const pieces = landPieces().map(({ name, zone, rings }) => {
    const share = zone === null ? land.get(name) : { whole: islands.get(zone) ?? null, part: null };
    const place = zone ?? name;
    const all = share?.whole ?? null;
    const base = area(rings, project, all === null ? `fill="${LAND}"` : `fill="${fillOf(all)}" ${data(place, all)}`);
    const part = share?.part ?? null;
    return part === null ? base : base + area(rings, project, `fill="${fillOf(part, true)}" ${data(place, part)}`);
  });
  return [
    ...seas.map(([, all]) => all.map((rings) => area(rings, project, `fill="${SEA}" stroke="${SEA}" stroke-width="1"`)).join('')),
    ...seas.map(([, all]) => all.map((rings) => area(rings, project, 'fill="none" stroke="#b4c1ca" stroke-width="1"')).join('')),
    ...warned,
    ...pieces,
    `<path d="${landPieces()
      .map(({ rings }) => pathOf(rings, project))
      .join('')}" fill="none" stroke="#999" stroke-width="0.8"/>`,
    `<path d="${provinceBorders(project)}" fill="none" stroke="#333" ${width} stroke-linecap="round"/>`,
    islandRings(islands, project, line),
  ].join('');
}

/** Islands are too small to show a colour: each that is warned has a disc. */
function islandRings(islands: Shares['islands'], project: Project, line: number): string {
  return [...islands]
    .map(([code, tone]) => {
      const at = outlinesOfUnits().islands[code];
      if (at === undefined) return '';
      const [x, y] = project(at);
      return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${String(3 + 6 * line)}" fill="${fillOf(tone)}" stroke="#222" stroke-width="${String(line)}" ${data(code, tone)}/>`;
    })
    .join('');
}

const data = (place: string, tone: Tone): string => `data-place="${place}" data-tone="${String(tone)}"`;
