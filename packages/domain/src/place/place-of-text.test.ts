import { describe, expect, test } from 'vitest';
import { communeOf } from './gazetteer.ts';
import { placeOfText } from './place-of-text.ts';
import { formerDistricts } from './predecessors.ts';
import { typedName } from './typed-name.ts';

const units = (text: string, former = false) => {
  const found = placeOfText(text, { former });
  return found.ok ? found.units : found.reason;
};
const all = formerDistricts().flatMap((one) => one.communes);

test('codes: a present commune, a former one, a province, and no code of anything', () => {
  expect(units('21583')).toEqual(['21583']);
  const gone = all.find((one) => communeOf(one.code) === undefined)!;
  expect(units(gone.code)).toEqual(gone.now);
  expect(units('52').length).toBe(135);
  expect([units('99999'), units('99')]).toEqual(['unknown-place', 'unknown-place']);
});

test('a code that lived on stands for the present commune, or in a former list for every heir of the former one', () => {
  const split = all.find((one) => one.now.length > 1 && communeOf(one.code) !== undefined)!;
  expect([units(split.code), units(split.code, true)]).toEqual([[split.code], split.now]);
});

test('names: with the province, present or former; former communes and districts; provinces; sea areas', () => {
  expect(units('phường Quy Nhơn, Gia Lai')).toEqual(['21583']);
  expect(units('Quy Nhơn, Bình Định')).toEqual(['21583']);
  expect(units('Nhơn Hội, Bình Định')).not.toBe('unknown-place');
  expect(units('Nhơn Hội, Thành phố Quy Nhơn, Bình Định')).toEqual(units('Nhơn Hội, Bình Định'));
  expect(units('huyện Vân Canh, Bình Định')).not.toBe('unknown-place');
  expect(units('Bình Định').length).toBeLessThan(units('Gia Lai').length);
  expect(units('giua-bien-dong')).toEqual(['giua-bien-dong']);
});

test('what is not known, or could be several, is nothing', () => {
  expect([units(''), units('Nowhere'), units('Quy Nhơn, Nowhere')]).toEqual(['unknown-place', 'unknown-place', 'unknown-place']);
  const twice = Map.groupBy(all, (one) => `${one.name}, ${one.district.province}`);
  const [name] = [...twice].find(([text, found]) => found.length > 1 && units(text) === 'ambiguous-place')!;
  expect(units(name)).toBe('ambiguous-place');
});

describe.each([
  ['of today', false],
  ['of before the mergers', true],
])('a former name in a list %s comes to no more than it held', (_, former) => {
  const isPresent = (found: readonly string[] | string) => found.length === 1 && communeOf(found[0] ?? '') !== undefined;
  const sorted = (found: readonly string[] | string) => (typeof found === 'string' ? found : found.toSorted());

  test('a commune, with the word for its type and without, and with its district', () => {
    for (const { name, type, district, now } of all) {
      for (const text of [`${type} ${name}, ${district.province}`, `${name}, ${district.province}`]) {
        const found = units(text, former);
        if (found === 'ambiguous-place') continue;
        // A list of today means the commune that bears the name today.
        if (former || !isPresent(found)) expect([text, sorted(found)]).toEqual([text, sorted(now)]);
      }
      expect(sorted(units(`${type} ${name}, ${district.name}, ${district.province}`, former))).toEqual(sorted(now));
    }
  });

  test('a district by its type; by its name alone only where no commune bore it', () => {
    for (const { name, province, now } of formerDistricts()) {
      expect(units(`${name}, ${province}`, former)).toEqual(now);
      const found = units(`${typedName(name).name}, ${province}`, former);
      if (found !== 'ambiguous-place' && (former || !isPresent(found))) expect([name, sorted(found)]).toEqual([name, sorted(now)]);
    }
  });
});

test('a commune is not taken for the district of its name, nor the other way about', () => {
  expect([units('phường 6, Hồ Chí Minh'), units('quận 6, Hồ Chí Minh').length, units('quan 6, Ho Chi Minh').length]).toEqual([
    'ambiguous-place',
    4,
    4,
  ]);
  expect([units('Kỳ Sơn, Nghệ An'), units('xã Kỳ Sơn, Nghệ An'), units('huyện Kỳ Sơn, Nghệ An').length]).toEqual([
    'ambiguous-place',
    ['17266'],
    12,
  ]);
  expect([units('Quan Hoa, Hà Nội'), units('quan Binh Thanh, Ho Chi Minh')]).toMatchObject([['00160', '00166'], 'ambiguous-place']);
});
