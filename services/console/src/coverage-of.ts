import { type Channel, channel } from '@loa/domain/audience';
import { type Covered, covered } from '@loa/domain/delivery';
import { communeOf, provinceByCode, provinceOf } from '@loa/domain/place';
import type { PlaceCount, PlacePeople } from '@loa/domain/ports';
import { csvLine } from './csv.ts';
import { placeName } from './place-name.ts';

/** A place of a warning, as a report shows it. */
export interface CoveredPlace extends Covered {
  readonly kind: 'province' | 'commune' | 'sea-area';
  readonly code: string;
  readonly name: string;
  /** Code of a commune's province. */
  readonly province: string | null;
  readonly channel: Channel;
  /** By the number's prefix, of a province; null by e-mail, for other numbers and where all operators are added up. */
  readonly operator: string | null;
}

export interface CoverageReport {
  readonly provinces: readonly CoveredPlace[];
  readonly communes: readonly CoveredPlace[];
  /** Provinces by mobile operator; people subscribed are not known by operator and are left at 0. */
  readonly operators: readonly CoveredPlace[];
}

/** Counts and people of a warning as a report, places in the order of their codes. Pure. */
export function coverageOf(counts: readonly PlaceCount[], people: readonly PlacePeople[]): CoverageReport {
  const at = (grain: PlaceCount['grain']): CoveredPlace[] => {
    const mine = Map.groupBy(
      counts.filter((one) => one.grain === grain),
      keyOf,
    );
    const subscribed = new Map(people.filter((one) => one.grain === grain).map((one) => [keyOf(one), one.people]));
    const keys = [...new Set([...mine.keys(), ...subscribed.keys()])].toSorted();
    return keys.map((key) => placeOf(key, null, covered(subscribed.get(key) ?? 0, mine.get(key) ?? [])));
  };
  const ofOperators = Map.groupBy(
    counts.filter((one) => one.grain === 'province' && one.operator !== null),
    (one) => `${keyOf(one)}|${one.operator ?? ''}`,
  );
  return {
    provinces: at('province'),
    communes: at('unit'),
    operators: [...ofOperators.keys()].toSorted().map((key) => {
      const [place = '', name = '', operator = ''] = key.split('|');
      return placeOf(`${place}|${name}`, operator, covered(0, ofOperators.get(key) ?? []));
    }),
  };
}

const keyOf = (one: Pick<PlaceCount, 'place' | 'channel'>): string => `${one.place}|${one.channel}`;

function placeOf(key: string, operator: string | null, sums: Covered): CoveredPlace {
  const [code = '', name] = key.split('|');
  const of = { channel: channel.parse(name), operator, ...sums };
  const kind = communeOf(code) !== undefined ? 'commune' : provinceByCode(code) !== undefined ? 'province' : 'sea-area';
  return { kind, code, name: placeName(code), province: kind === 'commune' ? provinceOf(code) : null, ...of };
}

const COLUMNS = ['subscribed', 'deliveries', 'tried', 'accepted', 'delivered', 'noReceipt', 'silent'] as const;

/** A report as CSV (RFC 4180): a line per place, channel and, of a province, operator; reasons as `reason=count`. */
export function coverageCsv(report: CoverageReport): string {
  const head = ['kind', 'code', 'name', 'province', 'channel', 'operator', ...COLUMNS, 'failed', 'stopped'];
  const reasons = (of: Readonly<Record<string, number>>): string =>
    Object.entries(of)
      .map(([reason, rows]) => `${reason}=${String(rows)}`)
      .join(' ');
  const lines = [...report.provinces, ...report.operators, ...report.communes].map((one) => [
    ...[one.kind, one.code, one.name, one.province ?? '', one.channel, one.operator ?? ''],
    ...COLUMNS.map((name) => String(one[name])),
    ...[reasons(one.failed), reasons(one.stopped)],
  ]);
  return [head, ...lines].map(csvLine).join('');
}
