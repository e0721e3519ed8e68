import { expect, test } from 'vitest';
import { communeOf } from './gazetteer.ts';
import { placeOfText } from './place-of-text.ts';
import { formerDistricts } from './predecessors.ts';

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
