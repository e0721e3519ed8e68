import {
  type CircleLayerSpecification,
  type ExpressionSpecification,
  type GeoJSONSource,
  LngLatBounds,
  type Map as MapLibre,
} from 'maplibre-gl';
import { communes as communesUrl } from 'virtual:loa-geography';
import { z } from 'zod';
import { LEVEL_NAMES, type LevelName, tileOf, TONES } from './tones.ts';

/** Communes and sea areas by their level. */
export type UnitsByLevel = Readonly<Partial<Record<LevelName, readonly string[]>>>;
export const unitsByLevel = z.partialRecord(z.enum(['1', '2', '3', '4', '5', 'none']), z.array(z.string()));

const communesFile = z.object({
  features: z.array(
    z.object({
      properties: z.object({ code: z.string(), name: z.string(), province: z.string(), former: z.string() }),
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
    }),
  ),
});
type Commune = z.output<typeof communesFile>['features'][number];
let communes: Promise<readonly Commune[]> | undefined;
/** A point for each commune, fetched once. */
export function communeFeatures(): Promise<readonly Commune[]> {
  communes ??= fetch(communesUrl)
    .then((answer) => answer.json())
    .then((body) => communesFile.parse(body).features);
  return communes;
}

interface WarnedPoints {
  readonly type: 'FeatureCollection';
  readonly features: {
    readonly type: 'Feature';
    readonly properties: Commune['properties'] & { readonly level: LevelName };
    readonly geometry: { readonly type: 'Point'; readonly coordinates: [number, number] };
  }[];
}

/** Communes are told apart from this zoom on. */
const POINTS_FROM_ZOOM = 6.5;

/** Shows what is warned as near as it fits; nothing is moved where no commune is. */
export async function fitTo(map: MapLibre, levels: UnitsByLevel): Promise<void> {
  const warned = new Set(Object.values(levels).flat());
  const points = (await communeFeatures()).flatMap(({ properties, geometry }) =>
    warned.has(properties.code) ? [geometry.coordinates] : [],
  );
  const [first] = points;
  if (first === undefined) return;
  const bounds = points.reduce((all, point) => all.extend(point), new LngLatBounds(first, first));
  map.fitBounds(bounds, { padding: 60, maxZoom: 8, animate: false });
}

/** Colours places by their level, in the law's colours with patterns: land by former province, wholly or in part, communes as points from near, islands always, sea areas. */
export async function showLevels(map: MapLibre, levels: UnitsByLevel): Promise<void> {
  const all = await communeFeatures();
  const levelOf = new Map(LEVEL_NAMES.flatMap((level) => (levels[level] ?? []).map((unit) => [unit, level] as const)));
  for (const level of LEVEL_NAMES)
    for (const part of [true, false])
      if (!map.hasImage(tile(level, part))) map.addImage(tile(level, part), tileOf(level, part), { pixelRatio: 2 });
  const points = all.flatMap((one) => {
    const level = levelOf.get(one.properties.code);
    return level === undefined
      ? []
      : [
          {
            type: 'Feature' as const,
            properties: { ...one.properties, level },
            geometry: { type: 'Point' as const, coordinates: one.geometry.coordinates },
          },
        ];
  });
  const data = { type: 'FeatureCollection' as const, features: points };
  const known = map.getSource<GeoJSONSource>('warned');
  if (known === undefined) addLayers(map, data);
  else await known.setData(data);
  setTiles(map, 'warned-land', 'former', landTiles(all, levelOf));
  const seas = [...levelOf].filter(([unit]) => /[a-z]/.test(unit));
  setTiles(map, 'warned-sea', 'id', new Map(seas.map(([id, level]) => [id, tile(level, false)])));
}

/** The highest level of each former province; in part where it does not hold for all of its communes. */
function landTiles(all: readonly Commune[], levelOf: ReadonlyMap<string, LevelName>): ReadonlyMap<string, string> {
  const tiles = new Map<string, string>();
  for (const [former, own] of Map.groupBy(all, ({ properties }) => properties.former)) {
    const found = own.flatMap(({ properties }) => levelOf.get(properties.code) ?? []);
    const highest = LEVEL_NAMES.findLast((level) => found.includes(level));
    if (highest === undefined) continue;
    tiles.set(former, tile(highest, found.filter((level) => level === highest).length < own.length));
  }
  return tiles;
}

function addLayers(map: MapLibre, data: WarnedPoints): void {
  map.addSource('warned', { type: 'geojson', data });
  map.addLayer(
    { id: 'warned-sea', type: 'fill', source: 'sea', paint: { 'fill-opacity': 0.85, 'fill-pattern': tile('none', false) } },
    'land',
  );
  map.addLayer({ id: 'warned-land', type: 'fill', source: 'land', paint: { 'fill-pattern': tile('none', false) } }, 'borders');
  const [fill, ink] = (['fill', 'ink'] as const).map((what): ExpressionSpecification => [
    'match',
    ['get', 'level'],
    ...(LEVEL_NAMES.flatMap((level) => [level, TONES[level][what]]) as [string, string]),
    '#e5e7eb',
  ]);
  const points = {
    type: 'circle',
    source: 'warned',
    paint: {
      'circle-color': fill ?? '#e5e7eb',
      'circle-stroke-color': ink ?? '#000',
      'circle-stroke-width': 1,
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 4, 3, POINTS_FROM_ZOOM, 2.5, 12, 8],
    },
  } as const satisfies Partial<CircleLayerSpecification>;
  const isIsland: ExpressionSpecification = ['==', ['get', 'former'], ''];
  map.addLayer({ id: 'warned-islands', filter: isIsland, ...points });
  map.addLayer({ id: 'warned-points', filter: ['!', isIsland], minzoom: POINTS_FROM_ZOOM, ...points });
}

const tile = (level: LevelName, part: boolean): string => `${part ? 'part' : 'tone'}-${level}`;

/** Shows of a layer only what has a tile, by a property of its features. */
function setTiles(map: MapLibre, layer: string, property: string, tiles: ReadonlyMap<string, string>): void {
  map.setFilter(layer, ['in', ['get', property], ['literal', [...tiles.keys()]]]);
  const [first, ...others] = tiles;
  if (first !== undefined)
    map.setPaintProperty(layer, 'fill-pattern', ['match', ['get', property], ...first, ...others.flat(), tile('none', false)]);
}
