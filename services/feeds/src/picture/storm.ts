import { airWords, readTime, span } from '@loa/domain/airing';
import type { Warning } from '@loa/domain/warning';
import type { Label } from './labels.ts';
import type { Point, Project } from './projection.ts';
import type { PictureWords } from './words.ts';

type Storm = NonNullable<Warning['storm']>;

/** Centre and steps that have degrees, the centre first. */
export const trackOf = ({ centre, steps }: Storm): { readonly at: Point; readonly step: Storm['centre'] }[] =>
  [centre, ...steps].flatMap((step) => (step.lat === undefined || step.lon === undefined ? [] : [{ at: [step.lon, step.lat], step }]));

/** The danger area as a frame, the track as a line with a mark at each step, the centre larger. */
export function stormMarks(storm: Storm, project: Project): string {
  const points = trackOf(storm).map(({ at }) => project(at));
  const line = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const { dangerBox: box } = storm;
  const [left, top] = project([box?.west ?? 0, box?.north ?? 0]);
  const [right, bottom] = project([box?.east ?? 0, box?.south ?? 0]);
  return [
    box === undefined
      ? ''
      : `<rect class="danger" x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${(right - left).toFixed(1)}" height="${(bottom - top).toFixed(1)}" fill="none" stroke="#a00000" stroke-width="5" stroke-dasharray="18 12"/>`,
    points.length < 2
      ? ''
      : `<polyline points="${line}" fill="none" stroke="#fff" stroke-width="10"/><polyline class="track" points="${line}" fill="none" stroke="#111" stroke-width="5" stroke-dasharray="16 8"/>`,
    ...points.toReversed().map(([x, y], index) => {
      const isCentre = index === points.length - 1;
      return `<circle class="${isCentre ? 'centre' : 'step'}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${isCentre ? '20' : '11'}" fill="${isCentre ? '#111' : '#fff'}" stroke="${isCentre ? '#fff' : '#111'}" stroke-width="5"/>${isCentre ? `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="8" fill="#fff"/>` : ''}`;
    }),
  ].join('');
}

/** Where a label may stand: pixels to the right, and its own distances down. Seaward first, where fewer names are. */
const AROUND = [0, 130, 230, -130, -230].flatMap((dx) => [1, -1, 0, 2, -2].map((dy): [number, number] => [dx, dy]));

/** Time and wind force beside each point of the track. */
export function stormLabels(storm: Storm, project: Project, language: 'vi' | 'en', words: PictureWords): Label[] {
  return trackOf(storm).map(({ at, step }) => {
    const [x, y] = project(at);
    const force = span(step.windForce);
    const lines = [
      ...(step.at === undefined ? [] : [readTime(step.at, airWords(language))]),
      ...(force === '' ? [] : [words.force.replace('{force}', force)]),
    ];
    const away = 26 + lines.length * 18;
    return {
      lines,
      bold: true,
      at: AROUND.map(([dx, dy]): [number, number] => [x + dx, y + dy * away]),
    };
  });
}
