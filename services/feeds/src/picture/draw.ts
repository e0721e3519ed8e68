import { broadcastPackage } from '@loa/domain/airing';
import { formerProvinceByName, HOANG_SA, middleOf, outlinesOfUnits, seaAreaById, TRUONG_SA } from '@loa/domain/place';
import type { IssuedWarning } from '@loa/domain/ports';
import type { Instant } from '@loa/domain/time';
import type { Warning } from '@loa/domain/warning';
import { ABROAD, baseMap } from './base-map.ts';
import { boundsOfShares, provinceMiddles } from './geography.ts';
import { type Label, placedLabels } from './labels.ts';
import { panel } from './panel.ts';
import { type Bounds, boundsAround, type Box, holds, type Project, projection, VIET_NAM, withNeighbours } from './projection.ts';
import { type Shares, sharesOf, tonesOf } from './shares.ts';
import { stormLabels, stormMarks, trackOf } from './storm.ts';
import { fitted, FONT_FAMILY, textAt } from './text.ts';
import { tonePatterns } from './tones.ts';
import { type PictureWords, pictureWords } from './words.ts';

/** Size of the picture in pixels: full high definition. */
export const WIDTH = 1920;
export const HEIGHT = 1080;
/** The 5 % at each edge that a television may cut off. */
const SAFE: Box = { x: 96, y: 54, width: 1728, height: 972 };
const MAP_LEFT = 800;
const STRIPE = 68;
const INSET: Box = { x: 1494, y: 626, width: 330, height: 400 };

export interface PictureWanted {
  readonly now: Instant;
  readonly language: 'vi' | 'en';
  /** The warning that came after it, where there is one. */
  readonly successor: Warning | null;
}

/** The map picture of a warning at `now` as SVG; null of a recalled one, of which nothing is shown. */
export function drawPicture(issued: IssuedWarning, { now, language, successor }: PictureWanted): string | null {
  const { warning } = issued;
  const found = broadcastPackage(issued, { now, language, successor });
  if (found.kind !== 'package') return null;
  const words = pictureWords(language);
  const shares = sharesOf(warning, found.mark === null ? now : warning.issuedAt);
  const tones = tonesOf(shares);
  const stripes = [words.status[warning.status], found.mark?.read ?? null].filter((text) => text !== null);
  const top = SAFE.y + stripes.length * STRIPE + (stripes.length === 0 ? 0 : 16);
  const frame = { x: MAP_LEFT + 16, y: top, width: SAFE.x + SAFE.width - MAP_LEFT - 16, height: SAFE.y + SAFE.height - top };
  const hasPart = [...shares.land.values()].some(({ part }) => part !== null);
  const content = { warning, headline: found.headline, tones, hasPart, stands: found.mark === null, language, words };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(WIDTH)}" height="${String(HEIGHT)}" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" font-family="${FONT_FAMILY}">`,
    `<defs>${tonePatterns(tones)}<pattern id="part-legend" width="36" height="36" patternUnits="userSpaceOnUse" patternTransform="rotate(-60)"><rect width="22" height="36" fill="#888"/></pattern></defs>`,
    `<rect width="${String(WIDTH)}" height="${String(HEIGHT)}" fill="${ABROAD}"/>`,
    mapOf(warning, shares, frame, language, words),
    `<rect width="${String(MAP_LEFT)}" height="${String(HEIGHT)}" fill="#fff"/>`,
    panel(content, { x: SAFE.x, y: top, width: MAP_LEFT - SAFE.x - 30, height: frame.height }),
    ...stripes.map((text, row) => stripe(text, SAFE.y + row * STRIPE, row === 0 && warning.status !== 'Actual')),
    '</svg>',
  ].join('\n');
}

/** Across the whole picture, so that no part of it can be shown without it being seen. */
function stripe(text: string, y: number, status: boolean): string {
  const { size, lines } = fitted(text, 44, SAFE.width - 40, STRIPE);
  const line = textAt(lines.join(' '), {
    x: WIDTH / 2,
    y: y + STRIPE / 2 + size * 0.34,
    size,
    bold: true,
    anchor: 'middle',
    fill: status ? '#111' : '#fff',
  });
  return `<g class="stripe"><rect y="${String(y)}" width="${String(WIDTH)}" height="${String(STRIPE)}" fill="${status ? '#ffd400' : '#111'}" stroke="#111" stroke-width="3"/>${line}</g>`;
}

function mapOf(warning: Warning, shares: Shares, frame: Box, language: 'vi' | 'en', words: PictureWords): string {
  const view = viewOf(warning, shares);
  const whole = holds(view, VIET_NAM);
  const project = projection(view, whole ? frame : { ...frame, width: frame.width - INSET.width });
  const { storm } = warning;
  const labels = [
    ...archipelagos(project, words),
    ...(storm === undefined ? [] : stormLabels(storm, project, language, words)),
    ...placeNames(shares, project, language, words),
  ];
  const discs = [...shares.islands.keys()].map((code) => outlinesOfUnits().islands[code]).filter((at) => at !== undefined);
  const points = [...(storm === undefined ? [] : trackOf(storm).map(({ at }) => at)), ...discs].map(project);
  const taken = points.map(([x, y]) => ({ x: x - 20, y: y - 20, width: 40, height: 40 }));
  const names = placedLabels(labels, frame, whole ? taken : [...taken, { ...INSET, x: INSET.x - 8, y: INSET.y - 8 }]);
  return `<g class="map">${baseMap(shares, project)}${storm === undefined ? '' : stormMarks(storm, project)}${names}</g>${whole ? '' : inset(shares, view, words)}`;
}

/** Where the map looks: at the area warned with its neighbours, the track that lies near it, or the whole country. */
function viewOf({ storm }: Warning, shares: Shares): Bounds {
  const warned = boundsOfShares(shares);
  const track = storm === undefined ? [] : trackOf(storm).map(({ at }) => at);
  const box = storm?.dangerBox;
  const all = boundsAround([
    ...(warned === null ? [] : cornersOf(warned)),
    ...track,
    ...(box === undefined ? [] : cornersOf([box.west, box.south, box.east, box.north])),
  ]);
  if (all === null) return VIET_NAM;
  const wide = all[3] - all[1] > 6 || all[2] - all[0] > 7;
  return wide ? (boundsAround([...cornersOf(all), ...cornersOf(VIET_NAM)]) ?? VIET_NAM) : withNeighbours(all);
}

const cornersOf = ([west, south, east, north]: Bounds): [number, number][] => [
  [west, south],
  [east, north],
];

/** Viet Nam with both archipelagos, and where the map looks. */
function inset(shares: Shares, view: Bounds, words: PictureWords): string {
  const { x, y, width, height } = INSET;
  const project = projection(VIET_NAM, { x: x + 6, y: y + 6, width: width - 12, height: height - 12 });
  const [left, top] = project([view[0], view[3]]);
  const [right, bottom] = project([view[2], view[1]]);
  const rect = `x="${String(x)}" y="${String(y)}" width="${String(width)}" height="${String(height)}"`;
  const seen = `<rect x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${(right - left).toFixed(1)}" height="${(bottom - top).toFixed(1)}" fill="none" stroke="#111" stroke-width="3"/>`;
  return `<clipPath id="inset"><rect ${rect}/></clipPath><g class="inset" clip-path="url(#inset)"><rect ${rect} fill="${ABROAD}"/>${baseMap(shares, project, 0.8)}${seen}${placedLabels(archipelagos(project, words), INSET, [])}</g><rect ${rect} fill="none" stroke="#111" stroke-width="4"/>`;
}

function archipelagos(project: Project, words: PictureWords): Label[] {
  return [
    { lines: words.hoangSa, ...HOANG_SA },
    { lines: words.truongSa, ...TRUONG_SA },
  ].map(({ lines, at }) => {
    const [x, y] = project([at[0], at[1]]);
    return {
      lines,
      at: [0, 50, -50, -100].flatMap((dy) => [0, 60, -60, -110].map((dx): [number, number] => [x + dx, y + dy])),
      fill: '#0b3c5d',
    };
  });
}

/** Where a province's name may stand, in pixels from its middle: it stays over the province, or nearly. */
const NEAR = [0, -26, 26].map((dy): [number, number] => [0, dy]);
/** Of a province that is warned also to its left, so that a crowded coast keeps its names. */
const LEFTWARD = [...NEAR, ...NEAR.map(([, dy]): [number, number] => [-60, dy])];

/** Names of places, the warned ones first and in bold. */
function placeNames(shares: Shares, project: Project, language: 'vi' | 'en', words: PictureWords): Label[] {
  const warned = new Set([...shares.land.keys()].map((name) => formerProvinceByName(name)?.province));
  const land = provinceMiddles(new Set(shares.land.keys())).map(({ code, at, ...names }): Label => {
    const [x, y] = project(at);
    return {
      lines: [names[language]],
      bold: warned.has(code),
      at: (warned.has(code) ? LEFTWARD : NEAR).map(([dx, dy]): [number, number] => [x + dx, y + dy]),
    };
  });
  const seas = Object.entries(outlinesOfUnits().sea).flatMap(([id, [piece]]): Label[] => {
    const area = seaAreaById(id);
    if (area === undefined || area.kind === 'overlay' || piece?.[0] === undefined) return [];
    const [x, y] = project(middleOf(piece[0]).at);
    const lines = (language === 'vi' ? area.name : area.nameEn).replace(/ \(.*$/, '').split(/ (?=đến |to )/);
    return [{ lines, bold: shares.sea.has(id), fill: '#0b3c5d', at: [0, -40, 40].map((dy): [number, number] => [x, y + dy]) }];
  });
  const eastSea: Label = { lines: [words.eastSea], at: [project([113, 13.5])], fill: '#0b3c5d', bold: true, size: 34 };
  const all = [...land, ...seas];
  return [...all.filter(({ bold }) => bold), eastSea, ...all.filter(({ bold }) => bold !== true)];
}
