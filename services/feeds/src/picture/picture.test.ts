import { communes } from '@loa/domain/place';
import type { IssuedWarning } from '@loa/domain/ports';
import { colourOf } from '@loa/domain/wording';
import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { renderAsync } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import { drawPicture } from './draw.ts';
import { panel } from './panel.ts';
import { projection, VIET_NAM } from './projection.ts';
import { pngOf } from './render.ts';
import { fitted, LEAST_SIZE, LINE, widthOf } from './text.ts';
import { pictureWords } from './words.ts';

const NOW = '2025-11-06T10:00:00.000Z';
const unitsOf = (name: string): string[] => communes().flatMap(({ code, formerProvince }) => (formerProvince === name ? [code] : []));
const entry = (name: string, level: 1 | 2 | 3 | 4 | 5 | null) => aWarningEntry({ units: unitsOf(name), level });
const issued = (warning = aWarning(), more: Partial<IssuedWarning> = {}): IssuedWarning => ({
  ...{ warning, cancelledBy: null, supersededBy: null, lapsedAt: null, recalledAt: null },
  ...more,
});
const draw = (one: IssuedWarning, language: 'vi' | 'en' = 'vi', now = NOW): string =>
  drawPicture(one, { now, language, successor: null }) ?? '';
const tonesOf = (svg: string, place: string): string[] =>
  [...svg.matchAll(/data-place="([^"]+)" data-tone="([^"]+)"/g)].flatMap(([, at, tone]) =>
    at === place && tone !== undefined ? [tone] : [],
  );

test('each place has the colour of its level, both archipelagos have their names, and the sources are named', () => {
  const svg = draw(issued(aWarning({ status: 'Actual', entries: [entry('Nghệ An', 4), entry('Hà Tĩnh', 2)] })));
  expect(new Set(tonesOf(svg, 'Nghệ An'))).toEqual(new Set(['4']));
  expect(new Set(tonesOf(svg, 'Hà Tĩnh'))).toEqual(new Set(['2']));
  expect(tonesOf(svg, 'Thanh Hóa')).toEqual([]);
  for (const text of ['Hoàng Sa', '(Đà Nẵng)', 'Trường Sa', '(Khánh Hòa)', 'Made with Natural Earth', 'cấp 4 (đỏ)', '19/2025/QĐ-TTg'])
    expect(svg).toContain(text);
  expect(svg).not.toContain('class="stripe"');
});

test('a level that nobody announced is not on the picture', () => {
  const svg = draw(issued(aWarning({ entries: [{ ...entry('Nghệ An', 4), source: 'proposed' }] })));
  expect(new Set(tonesOf(svg, 'Nghệ An'))).toEqual(new Set(['no-level']));
  expect([svg.includes('cấp 4'), svg.includes('Chưa có cấp rủi ro')]).toEqual([false, true]);
});

test('one commune never colours its whole province: it is shown as a part', () => {
  const svg = draw(issued(aWarning({ entries: [aWarningEntry({ units: unitsOf('Hà Giang').slice(0, 1), level: 2 })] })));
  expect([svg.includes('fill="url(#part-2)"'), svg.includes('một phần của tỉnh')]).toEqual([true, true]);
  expect(svg.match(/fill="url\(#tone-2\)"[^>]*data-place="Hà Giang"/)).toBeNull();
});

test.each([
  ['Exercise', {}, NOW, /DIỄN TẬP – không phải/],
  ['Test', {}, NOW, /THỬ NGHIỆM – không phải/],
  ['Actual', { supersededBy: 'actual-2' }, NOW, /ĐÃ CÓ TIN MỚI THAY THẾ/],
  ['Actual', { cancelledBy: 'actual-2', supersededBy: 'actual-2' }, NOW, /TIN ĐÃ HỦY/],
  [
    'Actual',
    { lapsedAt: '2025-11-06T21:00:00.000Z' },
    '2025-11-06T23:00:00.000Z',
    /Hết hạn lúc 04:00 ngày 7\/11, chưa có bản tin tiếp theo/,
  ],
] as const)('a stripe says what a picture is: %s %j', (status, more, now, said) => {
  const svg = draw(issued(aWarning({ status, entries: [entry('Nghệ An', 3)] }), more), 'vi', now);
  expect(/<g class="stripe">.*?<\/g>/.exec(svg)?.[0]).toMatch(said);
  expect(svg).not.toMatch(/an toàn/i);
  expect(new Set(tonesOf(svg, 'Nghệ An'))).toEqual(new Set(['3']));
  if (status === 'Actual') expect(svg).not.toContain('Có hiệu lực đến');
});

test('of a recalled warning there is no picture', () => {
  expect(drawPicture(issued(aWarning(), { recalledAt: NOW }), { now: NOW, language: 'vi', successor: null })).toBeNull();
});

test('centre, track, times and force of a storm are on the map', () => {
  const storm = {
    centre: { at: '2025-11-06T01:00:00.000Z', lat: 13.2, lon: 112.3, windForce: 14 },
    steps: [{ at: '2025-11-06T12:00:00.000Z', lat: 14, lon: 109.4, windForce: 13 }],
    dangerBox: { south: 11, north: 16, west: 108, east: 114 },
  };
  const svg = draw(issued(aWarning({ entries: [entry('Bình Định', 4)], storm })));
  for (const text of ['class="centre"', 'class="step"', 'class="track"', 'class="danger"', '08:00 ngày 6/11', 'cấp 14', '19:00 ngày 6/11'])
    expect(svg).toContain(text);
  expect(draw(issued(aWarning({ entries: [entry('Bình Định', 4)], storm })), 'en')).toContain('force 14');
});

test('a headline of 300 characters is whole, in its width, and ends above what stands under it', () => {
  const headline = 'Bão số 13 (Kalmaegi) mạnh cấp 14 giật cấp 17, nguy hiểm. '.repeat(6).slice(0, 300).trim();
  const { size, lines } = fitted(headline, 54, 674, 500);
  expect(lines.join(' ')).toBe(headline);
  expect(size).toBeGreaterThanOrEqual(LEAST_SIZE);
  expect(lines.length * size * LINE).toBeLessThanOrEqual(500);
  const unbroken = fitted('W'.repeat(300), 54, 674, 500);
  for (const of of [{ size, lines }, unbroken]) for (const line of of.lines) expect(widthOf(line, of.size)).toBeLessThanOrEqual(674);
  expect(unbroken.lines.join('')).toBe('W'.repeat(300));
  const content = { warning: aWarning(), headline, tones: [5, 4, 3, 2, 1] as const, hasPart: true, stands: true };
  const drawn = panel({ ...content, language: 'vi', words: pictureWords('vi') }, { x: 96, y: 206, width: 674, height: 820 });
  const ys = [...drawn.matchAll(/<text x="[^"]+" y="([^"]+)"/g)].map(([, y]) => Number(y));
  expect(ys).toEqual(ys.toSorted((a, b) => a - b));
  expect(ys.at(-1)).toBeLessThanOrEqual(1026);
});

test('hostile text stays text', async () => {
  const issuerName = '</text><image href="file:///etc/passwd"/>\u0000&\uD800';
  const svg = draw(issued(aWarning({ issuerName, entries: [entry('Nghệ An', 3)] })));
  expect([svg.includes('<image'), svg.includes('\u0000'), svg.isWellFormed()]).toEqual([false, false, true]);
  expect((await pngOf(svg)).length).toBeGreaterThan(10_000);
});

test('the same warning gives the same picture: 1920×1080, with the colour of the level where the place is', async () => {
  const svg = draw(issued(aWarning({ entries: [entry('Nghệ An', 4)] })));
  expect(draw(issued(aWarning({ entries: [entry('Nghệ An', 4)] })))).toBe(svg);
  const png = await pngOf(svg);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1920, 1080]);
  expect((await pngOf(svg)).equals(png)).toBe(true);
  const { pixels } = await renderAsync(svg, { font: { loadSystemFonts: false } });
  const red = colourOf(4)
    .css.match(/[0-9a-f]{2}/g)
    ?.map((two) => Number.parseInt(two, 16));
  let onMap = 0;
  for (let y = 300; y < 800; y += 4)
    for (let x = 900; x < 1400; x += 4) {
      const at = (y * 1920 + x) * 4;
      if (red?.every((value, index) => pixels[at + index] === value) === true) onMap += 1;
    }
  expect(onMap).toBeGreaterThan(500);
});

test('a degree of longitude is as long as the latitude has it', () => {
  const project = projection(VIET_NAM, { x: 0, y: 0, width: 1000, height: 1000 });
  const [[x0, y0], [x1], [, y1]] = [project([108, 16]), project([108.1, 16]), project([108, 16.1])];
  expect((x1 - x0) / (y0 - y1)).toBeCloseTo(Math.cos((16 * Math.PI) / 180), 2);
});
