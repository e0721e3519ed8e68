import { expect, test } from 'vitest';
import { z } from 'zod';
import corpusRows from '../data/phrases-corpus.json' with { type: 'json' };
import usualRows from '../data/phrases-usual.json' with { type: 'json' };
import { communes, formerProvinces, provinces, seaAreas } from '../gazetteer.ts';
import { withoutMarks } from '../folding.ts';
import type { PlaceRef } from '../place-ref.ts';
import { formerDistricts } from '../predecessors.ts';
import { regions } from '../regions.ts';
import { resolvePlace } from '../resolve-place.ts';
import type { RegionPhrase } from './outcome.ts';
import { regionPhrase } from './read.ts';

const text = z.string();
const corpus = z
  .array(z.tuple([text, text, text, text, text]))
  .parse(corpusRows)
  .map(([id, date, phrase, how, places]) => ({ id, date, phrase, how, places }));
const usual = z
  .array(z.tuple([text, text, text, text]))
  .parse(usualRows)
  .map(([date, phrase, how, places]) => ({ id: 'usual', date, phrase, how, places }));
const phrases = [...corpus, ...usual];

const at = (date: string) => new Date(`${date}T00:00:00+07:00`);
const OLD = at('2024-06-01');
const NOW = at('2025-11-01');

function short(ref: PlaceRef): string {
  switch (ref.kind) {
    case 'province':
      return `P:${ref.code}`;
    case 'former-province':
      return `F:${ref.name}`;
    case 'sea-area':
      return `S:${ref.id}`;
    case 'region':
      return `R:${ref.name}`;
    case 'former-district':
      return `D:${ref.name} (${ref.province ?? ''})`;
    case 'commune':
      return `C:${ref.code}`;
    default:
      return ref.kind;
  }
}
const placesOf = (read: RegionPhrase) => (read.ok ? read.places.map(short).join(', ') : '');
const howOf = (read: RegionPhrase) => (!read.ok ? read.reason : read.exact ? 'exact' : 'wider');

test.for(corpus)('"$phrase" ($id)', ({ phrase, date, how, places }) => {
  const read = regionPhrase(phrase, { at: at(date) });
  expect([howOf(read), placesOf(read)]).toEqual([how, places]);
});

test.for(usual)('"$phrase" ($date)', ({ phrase, date, how, places }) => {
  const read = regionPhrase(phrase, { at: at(date) });
  expect([howOf(read), placesOf(read)]).toEqual([how, places]);
});

test('every place that a phrase is read into has units, and notes stand with every reading that is wider', () => {
  for (const { phrase, date } of phrases) {
    const read = regionPhrase(phrase, { at: at(date) });
    if (!read.ok) continue;
    expect([phrase, read.notes.length === 0]).toEqual([phrase, read.exact]);
    const failed = read.places.filter((ref) => {
      const found = resolvePlace(ref);
      return !found.ok || found.units.length === 0;
    });
    expect([phrase, failed]).toEqual([phrase, []]);
  }
});

test('in NFD and in capitals a phrase is read the same; without marks it is read the same or not at all', () => {
  for (const { phrase, date } of phrases) {
    const wanted = regionPhrase(phrase, { at: at(date) });
    for (const other of [phrase.normalize('NFD'), phrase.toUpperCase()])
      expect([other, placesOf(regionPhrase(other, { at: at(date) }))]).toEqual([other, placesOf(wanted)]);
    const bare = regionPhrase(withoutMarks(phrase), { at: at(date) });
    if (bare.ok) expect([phrase, placesOf(bare)]).toEqual([phrase, placesOf(wanted)]);
  }
});

test('every province, region, sea area, special zone and former district is read as itself by its name', () => {
  for (const { name, code } of provinces()) expect(placesOf(regionPhrase(`tỉnh ${name}`, { at: NOW }))).toBe(`P:${code}`);
  for (const { name } of formerProvinces()) expect(placesOf(regionPhrase(name, { at: OLD }))).toBe(`F:${name}`);
  for (const { name, printed } of regions())
    expect([name, howOf(regionPhrase(name, { at: NOW }))]).toEqual([name, printed ? 'exact' : 'wider']);
  for (const { name, id, kind } of seaAreas())
    if (kind !== 'composite' && kind !== 'coastal') expect(placesOf(regionPhrase(name, { at: NOW }))).toBe(`S:${id}`);
  const overlays = new Set(['Hoàng Sa', 'Trường Sa']);
  for (const { name, code, type } of communes())
    if (type === 'đặc khu' && !overlays.has(name)) expect(placesOf(regionPhrase(`đặc khu ${name}`, { at: NOW }))).toBe(`C:${code}`);
  const wrong = formerDistricts()
    .filter(({ name, communes: inside }) => !overlays.has(name.replace('Huyện ', '')) && inside[0]?.type !== 'huyện')
    .filter(({ name, province }) => !/^D:|^C:/.test(placesOf(regionPhrase(`${name} (${province})`, { at: OLD }))))
    .map(({ name }) => name);
  expect(wrong).toEqual([]);
});

test('the coastal sea areas are read by their names and older names', () => {
  for (const area of seaAreas().filter((one) => one.kind === 'coastal')) {
    const read = regionPhrase(`vùng biển ${area.name}`, { at: NOW });
    expect([area.name, placesOf(read), howOf(read)]).toEqual([area.name, `S:${area.id}`, 'exact']);
  }
  const old = regionPhrase('vùng biển từ Bình Thuận đến Bà Rịa - Vũng Tàu', { at: OLD });
  expect([placesOf(old), howOf(old)]).toEqual(['S:lam-dong-ho-chi-minh', 'exact']);
});

test('a bulletin of wind at sea means the sea where the phrase does not say', () => {
  expect(placesOf(regionPhrase('Gia Lai - Cà Mau', { at: NOW, medium: 'sea' }))).toBe(
    'S:gia-lai-dak-lak, S:khanh-hoa, S:lam-dong-ho-chi-minh, S:ho-chi-minh-ca-mau',
  );
});

test('pieces of phrases give places or a named reason, never a throw', () => {
  for (const { phrase, date } of phrases)
    for (let from = 0; from < phrase.length; from += 3) {
      const read = regionPhrase(phrase.slice(from, from + 17), { at: at(date) });
      expect(read.ok ? read.places.length : read.reason.length).toBeGreaterThan(0);
    }
});
