import { expect, test } from 'vitest';
import { communes, formerProvinces, seaAreas } from '../../place/gazetteer.ts';
import { rowWords } from '../row-words.ts';
import { kinOf } from '../units-by-kin.ts';
import printedGroups from './province-groups.json' with { type: 'json' };
import { VN_18_2021 } from './rulebook.ts';
import { stationArea, STATIONS } from './stations.ts';
import { communeIn, referenceText } from './test-bed.ts';

const WINDOW = { from: '2025-11-06T00:00:00.000Z', to: '2025-11-10T00:00:00.000Z' };
const TABLES = VN_18_2021.tables.map((table) => ({ name: table.title.en, table }));
const UNITS = [...communes().map((one) => one.code), ...seaAreas().flatMap((one) => (one.kind === 'composite' ? [] : [one.id]))];

test('there is a table for every article from 42 to 56 but the contested one on forest fire', () => {
  const articles = [...VN_18_2021.tables, ...VN_18_2021.contested].map((one) => one.article).toSorted((a, b) => a - b);
  expect(articles).toEqual([42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56]);
});

test.each(TABLES)('$name: every row names facts of the table, cites its article and can be told in both languages', ({ table }) => {
  const names = new Set(table.facts.map((fact) => fact.name));
  for (const row of table.rows) {
    expect(Object.keys(row.when).filter((name) => !names.has(name))).toEqual([]);
    expect(row.clause).toMatch(new RegExp(`^${String(table.article)}\\.\\d`));
    expect(row.source).toContain(`Article ${String(table.article)}`);
    expect(rowWords(table, row, 'vi')).not.toBe('');
    expect(rowWords(table, row, 'en')).not.toContain('undefined');
  }
});

test.each(TABLES)('$name: words of a condition stand in the closed list of their fact', ({ table }) => {
  for (const row of table.rows)
    for (const fact of table.facts) {
      const wanted = row.when[fact.name];
      if (Array.isArray(wanted)) expect((fact.values ?? []).map((one) => one.value)).toEqual(expect.arrayContaining(wanted as string[]));
    }
});

test.each(TABLES)('$name: a contested row, and no other, has readings that differ, and stands by the highest', ({ table }) => {
  for (const row of table.rows) {
    expect(row.readings !== undefined).toBe(row.status === 'contested');
    const levels = (row.readings ?? []).map((one) => one.level ?? 0);
    if (row.status === 'contested') expect([new Set(levels).size, Math.max(...levels)]).toEqual([2, row.level]);
  }
});

test.each(TABLES)('$name: units of one former province share their facts', ({ table }) => {
  const factsOf = table.read({ station: 'Tân Mỹ', stage: 1 }, WINDOW);
  for (const units of Map.groupBy(UNITS, kinOf).values()) expect(new Set(units.map((unit) => JSON.stringify(factsOf(unit)))).size).toBe(1);
});

test('province groups of Article 46 are those of the gazetteer, but for Khánh Hòa, printed in 3 and 4', () => {
  for (const { name, hazardGroup46 } of formerProvinces()) {
    const printed = Object.entries(printedGroups.groups).flatMap(([group, names]) => (names.includes(name) ? [Number(group)] : []));
    expect([name, printed]).toEqual([name, name === 'Khánh Hòa' ? [3, 4] : hazardGroup46 === null ? [] : [hazardGroup46]]);
  }
});

test('245 rows of stations, 3 of them doubtful, and each of the others is found by river and name', () => {
  const rowsOf = (area: number) => STATIONS.filter((one) => one.area === area).length;
  expect([rowsOf(1), rowsOf(2), rowsOf(3), rowsOf(4)]).toEqual([60, 138, 44, 3]);
  expect(STATIONS.filter((one) => one.doubtful).map((one) => one.river)).toEqual(['Văn Mịch', 'Đông Xuyên', 'Mới']);
  for (const { station, river, area, doubtful } of STATIONS)
    expect([station, stationArea(station ?? '?', river, communeIn('Hà Nội'))]).toEqual([station, doubtful ? undefined : area]);
});

test('a station of a name that several rivers have needs its river, or the former province of the place', () => {
  expect(stationArea('Tân Mỹ', undefined, communeIn('Quảng Bình'))).toBe(2);
  expect(stationArea('Tân Mỹ', undefined, communeIn('Ninh Thuận'))).toBe(1);
  expect(stationArea('Tân Mỹ', undefined, communeIn('Hà Nội'))).toBeUndefined();
  expect(stationArea('Tân Mỹ', 'sông Gianh', communeIn('Hà Nội'))).toBe(2);
  expect(stationArea('Chợ Mới', undefined, communeIn('Hà Nội'))).toBe(2);
  expect([
    stationArea('Long Biên', 'Hồng', '00070'),
    stationArea('Ha Noi', 'Song Hong', '00070'),
    stationArea('Nowhere', 'Hồng', '00070'),
  ]).toEqual([4, 4, undefined]);
});

test.skipIf(referenceText() === null)('the stations kept here are those of the reference that stands beside the repository', () => {
  const text = referenceText() ?? '';
  const section = text.slice(text.indexOf('### 7.1'), text.indexOf('\n## 8.'));
  let area = 0;
  const rows = section.split('\n').flatMap((line) => {
    area = Number(/^\*\*Area (\d)/.exec(line)?.[1] ?? area);
    const [, region = '', province = '', list = ''] = line.split('|').map((cell) => cell.trim());
    if (!line.startsWith('|') || region === 'Region' || region.startsWith('---')) return [];
    return list.split('; ').map((one) => `${String(area)} ${region} ${province} ${one}`);
  });
  const kept = STATIONS.map(
    ({ area: of, region, formerProvince, river, station, doubtful }) =>
      `${String(of)} ${region} ${formerProvince} ${river} @ ${station ?? '?'}${doubtful ? '†' : ''}`,
  );
  expect(kept).toEqual(rows.map((row) => row.replace('Trung Trung Bộ Huế ', 'Trung Trung Bộ Thừa Thiên Huế ')));
});
