import { alertOf, type ItemState } from '@loa/cap';
import { communes } from '@loa/domain/place';
import type { Warning } from '@loa/domain/warning';
import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { warningPage } from './warning-page.ts';

const PUBLIC_URL = 'https://loa.example';
const SETTINGS = {
  arc: '2.49.0.1.704.0',
  sender: 'loa@loa.example',
  senderName: { vi: 'Loa', en: 'Loa' },
  publicUrl: PUBLIC_URL,
  contact: null,
};

function pageOf(overrides: Parameters<typeof aWarning>[0], language: 'vi' | 'en', state: ItemState = { kind: 'in-force' }): string {
  const warning: Warning = aWarning({ status: 'Actual', ...overrides });
  const alert = alertOf({ warning, earlier: [] }, SETTINGS);
  return warningPage({
    warning,
    alert,
    state,
    language,
    publicUrl: PUBLIC_URL,
    supersededBy: null,
    differs: [],
    earlier: [],
    enriched: null,
  });
}
const mainOf = (page: string): string => /<main[^]*<\/main>/.exec(page)?.[0] ?? '';
const headings = (page: string): string[] => [...page.matchAll(/<h2 class="level[^>]*>([^<]*)</g)].map(([, text = '']) => text);
const colours = (page: string): string[] => [...page.matchAll(/<h2 class="level l-(\w+)"/g)].map(([, level = '']) => level);

test.each([
  ['ended', 'Bão. Kết thúc loạt bản tin', 'Storm. Series of bulletins ended'],
  ['narrowed', 'Bão. Không còn trong bản tin', 'Storm. No longer in the bulletin'],
  ['cancelled', 'Bão. Đã hủy, bản tin trước phát nhầm', 'Storm. Cancelled, was issued in error'],
] as const)('what is %s says so, without level, colour or times of a danger', (change, vi, en) => {
  const entries = [aWarningEntry({ change, level: null, source: null, verdict: null, response: 'Monitor' })];
  for (const [language, heading] of [['vi', vi] as const, ['en', en] as const]) {
    const page = pageOf({ entries, action: change === 'cancelled' ? 'cancel' : 'end' }, language);
    expect([headings(page), colours(page)]).toEqual([[heading], ['none']]);
    expect(page).not.toMatch(/<p>(Từ|From) /);
    expect(mainOf(page)).not.toMatch(/an toàn|safe/i);
  }
});

test('an announced level is shown with its colour; one that Loa worked out is on no page', () => {
  const [announced, proposed] = (['announced', 'proposed'] as const).map((source) =>
    pageOf({ entries: [aWarningEntry({ level: 4, source })] }, 'vi'),
  );
  expect([headings(announced!), colours(announced!)]).toEqual([['Bão. Cấp độ rủi ro 4 (đỏ)'], ['4']]);
  expect([headings(proposed!), colours(proposed!)]).toEqual([['Bão. Chưa công bố cấp độ rủi ro'], ['none']]);
  expect(mainOf(proposed!)).not.toMatch(/cấp (độ )?4/);
});

test('what it follows on is told by time and headline, and leads there', () => {
  const warning = aWarning({ status: 'Actual', number: 2 });
  const earlier = {
    warning: aWarning({ status: 'Actual', number: 1 }),
    cancelledBy: null,
    supersededBy: null,
    lapsedAt: null,
    recalledAt: null,
  };
  const given = { state: { kind: 'in-force' }, publicUrl: PUBLIC_URL, supersededBy: null, differs: [], enriched: null } as const;
  const page = warningPage({ ...given, warning, alert: alertOf({ warning, earlier: [] }, SETTINGS), language: 'vi', earlier: [earlier] });
  expect(page).toMatch(
    /<h2>Các bản tin trước<\/h2><ul><li><time [^>]*>[^<]*<\/time>: <a href="\/warnings\/actual-1">[^<]+<\/a><\/li><\/ul>/,
  );
});

test('times have their date and year, and the issuer’s own text stands once', () => {
  const entries = [aWarningEntry({ level: 4 }), aWarningEntry({ level: 3, units: ['21583'] })];
  const text = { vi: 'Bão số 13 mạnh cấp 14.', en: 'Storm no. 13, force 14.' };
  const [vi, en] = [pageOf({ entries, text }, 'vi'), pageOf({ entries, text }, 'en')];
  expect([vi.split(text.vi).length, en.split(text.en).length, headings(vi).length]).toEqual([2, 2, 2]);
  expect(vi).toContain('>16:00 ngày 06/11/2025</time> đến <time datetime="2025-11-07T04:00:00+07:00">04:00 ngày 07/11/2025</time>');
  expect(en).toContain('>16:00 on 6 Nov 2025</time>');
});

test('the page leads to the map picture in its language, and the title names all of the places', () => {
  const units = ['21548', '21583'];
  const page = pageOf(
    { entries: [aWarningEntry({ units: units.slice(0, 1), level: 3 }), aWarningEntry({ units: units.slice(1), level: 4 })] },
    'en',
  );
  expect(page).toContain('<meta property="og:image" content="https://loa.example/warnings/actual-1/map.png?language=en">');
  expect(page).toMatch(/<img src="\/warnings\/actual-1\/map\.png\?language=en"[^>]* alt="Map: Storm no. 0/);
  expect(page).toContain('href="/warnings/actual-1/loudspeaker?language=en"');
  expect(/<h1>([^<]*)</.exec(page)?.[1]).toBe(
    'Storm no. 0, Ly Son special zone (Quang Ngai), Quy Nhon ward (Gia Lai). Disaster risk level 4 of 5 (red)',
  );
});

test('every place is named, by province, and what to do stands before the long texts', () => {
  const binhDinh = communes().filter((one) => one.formerProvince === 'Bình Định');
  const [some, most] = [binhDinh.slice(0, 20), binhDinh.filter((one) => one.code !== '21607')];
  const page = pageOf({ entries: [aWarningEntry({ units: some.map((one) => one.code) })] }, 'vi');
  const where = /<p>Nơi: ([^<]*)</.exec(page)?.[1] ?? '';
  for (const { type, name } of some) expect(where).toContain(`${type} ${name}`);
  expect(where).toMatch(/^Gia Lai: phường Quy Nhơn Bắc, phường Quy Nhơn, /);
  expect(page.indexOf('Việc cần làm')).toBeLessThan(page.indexOf('nơi khác'));
  const but = pageOf({ entries: [aWarningEntry({ units: [...most.map((one) => one.code), '21548', 'hoang-sa'] })] }, 'vi');
  expect(but).toContain(
    '<p>Nơi: đặc khu Lý Sơn (Quảng Ngãi); khu vực Bình Định (tỉnh Gia Lai, trừ xã Nhơn Châu); vùng biển đặc khu Hoàng Sa</p>',
  );
});

test('what ran out is marked in both languages, and nothing that comes from outside is markup', () => {
  const lapsed = { kind: 'lapsed', lapsedAt: '2025-11-06T21:00:00.000Z' } as const;
  expect(pageOf({}, 'vi', lapsed)).toContain('role="status">hết hạn lúc 04:00, chưa có bản tin tiếp theo<');
  expect(pageOf({}, 'en', lapsed)).toContain('role="status">expired at 04:00, no further bulletin yet<');
  const hostile = pageOf({ text: { vi: '<script>alert(1)</script>' }, issuerName: '<b>x</b>' }, 'vi');
  expect(hostile).not.toMatch(/<script|<b>/);
});

test('the official document is named as what holds, on the page and in CAP, by one address', () => {
  const document = { name: 'Tin <bão>.pdf', mediaType: 'application/pdf' as const, size: 2_048, sha256: 'a'.repeat(64) };
  const page = pageOf({ document }, 'vi');
  expect(page).toContain(
    '<a href="/warnings/actual-1/document">Tin &#60;bão&#62;.pdf</a> (2 kB). Khi hai bên khác nhau, văn bản này có giá trị',
  );
  expect(pageOf({}, 'vi')).not.toContain('Văn bản chính thức');
  const { info } = alertOf({ warning: aWarning({ status: 'Actual', document }), earlier: [] }, SETTINGS);
  const named = { mimeType: 'application/pdf', size: 2_048, uri: `${PUBLIC_URL}/warnings/actual-1/document` };
  for (const { resource } of info) expect(resource).toMatchObject([named]);
  expect(info).not.toHaveLength(0);
});

test('an exercise stands in a frame that says that it is none of it real', () => {
  expect(mainOf(pageOf({ status: 'Exercise' }, 'vi'))).toMatch(
    /<section class="exercise"[^]*DIỄN TẬP: không phải cảnh báo thật[^]*Cấp độ rủi ro[^]*<\/section>/,
  );
  expect(mainOf(pageOf({ status: 'Exercise' }, 'en'))).toContain('EXERCISE: no real warning');
  expect(pageOf({}, 'vi')).not.toContain('class="exercise"');
});
