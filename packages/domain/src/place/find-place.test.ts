import { expect, test } from 'vitest';
import { withoutMarks } from './folding.ts';
import { communes, formerProvinceByName, formerProvinces, provinces } from './gazetteer.ts';
import type { PlaceRef } from './place-ref.ts';
import { resolvePlace } from './resolve-place.ts';

const PAIRS = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].flatMap((tone) =>
  ['oa', 'oe', 'uy'].map(([first = '', last = '']) =>
    [`${first}${tone}${last}`, `${first}${last}${tone}`].map((one) => one.normalize('NFC')),
  ),
);
/** The other habit of placing a tone mark at the end of a word: "Hoà" for "Hòa", "Thuỷ" for "Thủy". */
function otherHabit(name: string): string {
  const swap = (word: string) => {
    const pair = PAIRS.find(([one = '', other = '']) => word.endsWith(one) || word.endsWith(other));
    if (pair === undefined || /^qu/iu.test(word)) return word;
    const [one = '', other = ''] = pair;
    return word.endsWith(one) ? word.slice(0, -2) + other : word.slice(0, -2) + one;
  };
  return name.split(' ').map(swap).join(' ');
}

/** The ways in which a name with its marks is written. */
const spellings = (name: string) => [
  name,
  name.normalize('NFD'),
  otherHabit(name),
  otherHabit(name).normalize('NFD'),
  name.toUpperCase(),
  ` ${name.replaceAll(' - ', ' – ').replaceAll("'", '’')} `,
];
const units = (ref: PlaceRef) => {
  const found = resolvePlace(ref);
  return found.ok ? found.units : found;
};

test('the other habit of tone marks is indeed another spelling', () => {
  expect([otherHabit('Khánh Hòa'), otherHabit('Khánh Hoà'), otherHabit('Thủy Nguyên'), otherHabit('Quý')]).toEqual([
    'Khánh Hoà',
    'Khánh Hòa',
    'Thuỷ Nguyên',
    'Quý',
  ]);
});

test('each of the 34 provinces is found by its name in every spelling, with and without marks and type', () => {
  const wrong = provinces().flatMap(({ code, name, type }) => {
    const ways = [...spellings(name), withoutMarks(name), `${type === 'province' ? 'tỉnh' : 'TP.'} ${name}`, `Thành phố ${name}`];
    return ways.filter((way) => units({ kind: 'named-province', name: way }) !== units({ kind: 'province', code }));
  });
  expect(wrong).toEqual([]);
});

test('each of the 63 former provinces is found by its name in every spelling, and holds exactly its communes', () => {
  for (const { name } of formerProvinces()) {
    const own = communes().flatMap((one) => (one.formerProvince === name ? [one.code] : []));
    const ways = [name, ...spellings(name), withoutMarks(name), `tỉnh ${name}`, `TP ${name}`];
    expect(new Set(ways.map((way) => units({ kind: 'former-province', name: way })))).toEqual(new Set([own]));
  }
});

test('each of the 3,321 communes is found by its name in its province, present or former, and by nothing else', () => {
  const wrong = communes().flatMap(({ code, name, type, province, formerProvince }) => {
    const present = provinces().find((one) => one.code === province)?.name ?? '';
    const ways = [...spellings(name), `${type} ${name}`].flatMap((way) => [
      { kind: 'named-commune' as const, name: way, province: present },
      { kind: 'named-commune' as const, name: way, province: formerProvince },
    ]);
    return ways.filter((way) => JSON.stringify(units(way)) !== JSON.stringify([code]));
  });
  expect(wrong).toEqual([]);
});

test('a place written wholly without marks is found where one commune there bears the letters; where two do, both are offered', () => {
  const byLetters = Map.groupBy(communes(), (one) => `${one.province} ${plain(one.name)}`);
  let several = 0;
  for (const alike of byLetters.values())
    for (const { code, name, province } of alike) {
      const holder = provinces().find((one) => one.code === province)?.name ?? '';
      const found = resolvePlace({ kind: 'named-commune', name: withoutMarks(name), province: withoutMarks(holder) });
      if (alike.length === 1) expect([name, found.ok && found.units]).toEqual([name, [code]]);
      else expect(found).toMatchObject({ ok: false, reason: 'ambiguous-place', field: 'name' });
      several += alike.length - 1;
    }
  expect(several).toBeGreaterThan(0);
});
const plain = (name: string) =>
  withoutMarks(name)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replaceAll('y', 'i');

test('a name with other marks is another name: it is refused and the nearest are offered', () => {
  expect(units({ kind: 'named-commune', name: 'Mỹ Thô', province: 'Đồng Tháp' })).toMatchObject({
    ok: false,
    reason: 'unknown-place',
    field: 'name',
    given: 'Mỹ Thô',
    nearest: ['28261 phường Mỹ Tho (Đồng Tháp)', '30076 xã Mỹ Thọ (Đồng Tháp)', '29888 phường Mỹ Trà (Đồng Tháp)'],
  });
  expect(units({ kind: 'named-commune', name: 'Quy Nhơn', province: 'Gia Lay' })).toMatchObject({ field: 'province', given: 'Gia Lay' });
  expect(units({ kind: 'named-province', name: 'Bình Định' })).toMatchObject({ ok: false, reason: 'unknown-place' });
});

test('a province of both times is another thing in each: present Quảng Trị holds the former Quảng Bình', () => {
  const [present, old, binh] = [
    units({ kind: 'named-province', name: 'Quảng Trị' }),
    units({ kind: 'former-province', name: 'Quảng Trị' }),
    units({ kind: 'former-province', name: 'Quảng Bình' }),
  ];
  expect([...(old as string[]), ...(binh as string[])].toSorted()).toEqual((present as string[]).toSorted());
  expect(formerProvinceByName('Quảng Bình')?.province).toBe('44');
});
