import { z } from 'zod';
import rows from './data/predecessors.json' with { type: 'json' };
import type { Unit } from './place-ref.ts';

const row = z.union([
  z.tuple([z.string(), z.string(), z.string(), z.array(z.string()).min(1)]),
  z.tuple([z.string(), z.string(), z.string(), z.array(z.string()).min(1), z.string()]),
]);

/** A commune of before the mergers (list of 1 March 2025) and the present communes that hold its land. */
export type FormerCommune = {
  readonly code: string;
  readonly name: string;
  /** Another official spelling, where the merger texts use one. */
  readonly otherName: string | undefined;
  readonly type: string;
  readonly district: FormerDistrict;
  /** More than one where it was split; the data do not say which hamlet went where, so every part is warned. */
  readonly now: readonly Unit[];
};

/** A district of before 1 July 2025, abolished on that day. Its name carries its type ("Thị xã Kỳ Anh"). */
export type FormerDistrict = {
  readonly name: string;
  /** Former province, as in the table of former provinces. */
  readonly province: string;
  readonly communes: readonly FormerCommune[];
  /** Present communes that hold land of it. */
  readonly now: readonly Unit[];
};

let districts: readonly FormerDistrict[] | undefined;

/** All 696 former districts with their communes: 10,035, and 5 island districts that had none and stand as one each. Read at first use. */
export function formerDistricts(): readonly FormerDistrict[] {
  districts ??= Object.entries(z.record(z.string(), z.record(z.string(), z.array(row))).parse(rows)).flatMap(([province, inProvince]) =>
    Object.entries(inProvince).map(([name, inDistrict]) => districtOf(province, name, inDistrict)),
  );
  return districts;
}

function districtOf(province: string, name: string, inDistrict: readonly z.output<typeof row>[]): FormerDistrict {
  const communes: FormerCommune[] = [];
  const now = [...new Set(inDistrict.flatMap((one) => one[3]))];
  const district: FormerDistrict = { name, province, communes, now };
  for (const [code, communeName, type, parts, otherName] of inDistrict)
    communes.push({ code, name: communeName, otherName, type, district, now: parts });
  return district;
}

let byCode: ReadonlyMap<string, FormerCommune> | undefined;
const formerCodes = (): ReadonlyMap<string, FormerCommune> =>
  (byCode ??= new Map(formerDistricts().flatMap((district) => district.communes.map((one) => [one.code, one] as const))));

/** Whether a 5-digit code was a commune's before the mergers; most of the present ones were. */
export const isFormerCode = (code: string): boolean => formerCodes().has(code);

/** Present communes that hold land of a former one; none for a code that was no commune's. */
export const unitsOfFormerCode = (code: string): readonly Unit[] => formerCodes().get(code)?.now ?? [];
