import type { Storm } from '../bulletin/bulletin.ts';
import type { Warning } from '../warning/warning.ts';
import { eventNameOf } from '../wording/phrases.ts';
import { chooseTable } from '../wording/table/choose-table.ts';
import { shortDateTime } from '../wording/when.ts';

type Position = Storm['centre'];

interface Heads {
  readonly centre: string;
  readonly wind: string;
  readonly gusts: string;
  readonly movement: string;
  readonly danger: string;
  readonly forecast: string;
  readonly columns: readonly [string, string, string, string, string];
  readonly decimal: string;
}

const VI: Heads = {
  centre: 'Tâm',
  wind: 'Gió mạnh nhất gần tâm (cấp)',
  gusts: 'Gió giật (cấp)',
  movement: 'Di chuyển',
  danger: 'Vùng nguy hiểm trên biển',
  forecast: 'Dự báo',
  columns: ['Thời điểm', 'Vị trí', 'Gió (cấp)', 'Giật (cấp)', 'Nơi'],
  decimal: ',',
};
const EN: Heads = {
  centre: 'Centre',
  wind: 'Highest wind near the centre (force)',
  gusts: 'Gusts (force)',
  movement: 'Movement',
  danger: 'Danger area at sea',
  forecast: 'Forecast',
  columns: ['Time', 'Position', 'Wind (force)', 'Gusts (force)', 'Place'],
  decimal: '.',
};

/**
 * Centre, movement, gusts and forecast steps of a storm as aligned plain text; null where the bulletin has none. Words of the
 * issuer, such as where the centre is, are Vietnamese: the English table has them only where no degrees are given.
 */
export function stormTable(warning: Warning, language: string): string | null {
  const { storm } = warning;
  if (storm === undefined) return null;
  const table = chooseTable(language);
  const heads = table.names === 'vi' ? VI : EN;
  const time = (at: string | undefined): string => (at === undefined ? '–' : shortDateTime(at, table));
  const name = eventNameOf(warning, table) ?? table.phrases.hazards[warning.hazard].name;
  const { centre, movement, steps, dangerBox } = storm;
  const lines = [
    ...[table.phrases.status[warning.status]].filter((mark) => mark !== ''),
    name,
    ...fact(heads.centre, [time(centre.at), ...whereOf(centre, heads)].join('  ')),
    ...fact(heads.wind, span(centre.windForce)),
    ...fact(heads.gusts, span(centre.gustForce)),
    ...fact(heads.movement, moving(movement, table.names)),
    ...(dangerBox === undefined ? [] : fact(heads.danger, boxOf(dangerBox, heads))),
  ];
  if (steps.length === 0) return `${lines.join('\n')}\n`;
  const rows = steps.map((step) => {
    const [position = '–', place = ''] = degrees(step, heads) === null ? ['–', step.place] : whereOf(step, heads);
    return [time(step.at), position, span(step.windForce) || '–', span(step.gustForce) || '–', place];
  });
  return `${[...lines, '', heads.forecast, ...aligned([heads.columns, ...rows])].join('\n')}\n`;
}

/** Places that two languages name differently are told by degrees. */
function whereOf(position: Position, heads: Heads): string[] {
  const at = degrees(position, heads);
  const words = position.place ?? '';
  if (at === null) return words === '' ? ['–'] : [words];
  return heads === VI && words !== '' ? [at, words] : [at];
}

/** `13,2°N 112,4°E`; null where the bulletin gives no degrees. */
export function degrees({ lat, lon }: Position, { decimal }: Pick<Heads, 'decimal'>): string | null {
  if (lat === undefined || lon === undefined) return null;
  return `${degree(lat, 'N', 'S', decimal)} ${degree(lon, 'E', 'W', decimal)}`;
}

const degree = (value: number, above: string, below: string, decimal: string): string =>
  `${Math.abs(value).toFixed(1).replace('.', decimal)}°${value < 0 ? below : above}`;

/** `13`, `13-14`; empty where there is none. */
export function span(value: number | readonly [number, number] | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'number' ? String(value) : value[0] === value[1] ? String(value[0]) : `${value[0]}-${value[1]}`;
}

function boxOf({ south, north, west, east }: NonNullable<Storm['dangerBox']>, { decimal }: Heads): string {
  const one = (value: number): string => Math.abs(value).toFixed(1).replace('.', decimal);
  return `${one(south)}-${one(north)}°N  ${one(west)}-${one(east)}°E`;
}

function moving(movement: Storm['movement'], language: 'vi' | 'en'): string {
  const direction = movement?.direction === undefined ? '' : language === 'vi' ? movement.direction : compass(movement.direction);
  const speed = span(movement?.speedKmh);
  return [direction, speed === '' ? '' : `${speed} km/h`].filter((part) => part !== '').join(', ');
}

const COMPASS: Readonly<Partial<Record<string, string>>> = { bắc: 'north', nam: 'south', đông: 'east', tây: 'west' };

/** "Tây Bắc" is "north-west", "Tây Tây Bắc" is "west-north-west"; a direction in other words stands as the issuer gave it. */
function compass(direction: string): string {
  const words = direction
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s-]+/)
    .flatMap((word) => COMPASS[word] ?? []);
  if (words.length !== direction.trim().split(/[\s-]+/).length) return direction;
  return [...words.slice(0, -2), ...words.slice(-2).toReversed()].join('-');
}

const fact = (name: string, value: string): string[] => (value === '' ? [] : [`${name}: ${value}`]);

/** Columns of equal width, two spaces between, nothing after the last. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const empty = rows.slice(1).every((row) => (row[4] ?? '') === '');
  return rows.map((row) =>
    row
      .slice(0, empty ? 4 : 5)
      .map((cell, column) => cell.normalize('NFC').padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
