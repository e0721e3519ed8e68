import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import type { IssuedWarning } from '../ports/warnings.ts';
import { airingTexts, airPlan, broadcastPackage, type PackageWanted } from './index.ts';

const at = (time: string, day = 6): string => new Date(`2025-11-${String(day).padStart(2, '0')}T${time}:00+07:00`).toISOString();
const NOW = at('06:00');

function issued(overrides: Parameters<typeof aWarning>[0] = {}, after: Partial<IssuedWarning> = {}): IssuedWarning {
  const entry = aWarningEntry({ onset: at('02:00'), expiresAt: at('23:00') });
  const warning = aWarning({ status: 'Actual', finishedAt: at('02:00'), issuedAt: at('02:00'), entries: [entry], ...overrides });
  return { warning, cancelledBy: null, supersededBy: null, lapsedAt: null, recalledAt: null, ...after };
}

function packed(one: IssuedWarning, wanted: Partial<PackageWanted> = {}) {
  const found = broadcastPackage(one, { now: NOW, language: 'vi', ...wanted });
  if (found.kind !== 'package') throw new Error(found.kind);
  const { headline, crawl, radio, loudspeaker } = found;
  return { ...found, texts: { headline, crawl, radio, loudspeaker } };
}

test('a warning in force has its texts without a mark', () => {
  const { state, mark, texts, note } = packed(issued());
  expect([state, mark, note.read]).toEqual(['in-force', null, 'Tin phát lúc 02:00 ngày 6/11; chưa có bản tin tiếp theo']);
  expect(texts.headline).toBe('CẢNH BÁO: Bão số 0, Quy Nhơn. Rủi ro thiên tai cấp 4/5 (đỏ)');
  for (const text of Object.values(texts)) expect(text).toMatch(/Quy Nhơn/);
});

const successor = (action: 'issue' | 'correct' | 'end') =>
  aWarning({ number: 2, status: 'Actual', action, ...(action === 'end' && { bulletinType: 'final' }) });

test.each([
  ['superseded', { supersededBy: 'actual-2' }, successor('issue'), /thay/i],
  ['corrected', { supersededBy: 'actual-2' }, successor('correct'), /đính chính/i],
  ['closed', { supersededBy: 'actual-2' }, successor('end'), /tin cuối cùng/i],
  ['cancelled', { cancelledBy: 'actual-2', supersededBy: 'actual-2' }, successor('issue'), /hủy/i],
] as const)('every text of a warning that was %s begins with what became of it', (kind, after, next, said) => {
  const { mark, texts } = packed(issued({}, after), { successor: next });
  expect(mark?.kind).toBe(kind);
  for (const text of Object.values(texts)) {
    expect([mark?.read, mark?.said].some((one) => one !== undefined && text.startsWith(one))).toBe(true);
    expect(text.slice(0, 60)).toMatch(said);
  }
});

test('what ran out says when, that nothing followed, and never that all is clear', () => {
  for (const after of [{}, { lapsedAt: at('23:00') }]) {
    const { state, texts } = packed(issued({}, after), { now: at('01:00', 7) });
    expect(state).toBe('lapsed');
    expect(texts.headline).toMatch(/^Hết hạn lúc 23:00 ngày 6\/11, chưa có bản tin tiếp theo\. CẢNH BÁO/);
    expect(texts.radio).toMatch(/^Tin này hết hạn lúc hai mươi ba giờ ngày sáu tháng mười một, chưa có bản tin tiếp theo\./);
    for (const text of Object.values(texts)) expect(text).not.toMatch(/an toàn/i);
  }
});

test('an end says so itself', () => {
  const entries = [aWarningEntry({ change: 'ended', level: null, source: null, onset: at('02:00'), expiresAt: at('05:00') })];
  const { state, mark, texts } = packed(issued({ action: 'end', bulletinType: 'final', entries }));
  expect([state, mark]).toEqual(['ended', null]);
  for (const text of Object.values(texts)) expect(text).toMatch(/tin cuối cùng|hết tin/i);
});

test('an exercise stays the first word of every text', () => {
  const { texts } = packed(issued({ status: 'Exercise' }, { supersededBy: 'exercise-2' }));
  for (const text of Object.values(texts))
    expect(text).toMatch(/^DIỄN TẬP\. (ĐÃ CÓ TIN MỚI THAY THẾ\.|Tin này đã được thay bằng tin mới\.) /);
});

test('of a recalled warning there is nothing, in English there are English words, and a province that is not named has none', () => {
  expect(broadcastPackage(issued({}, { recalledAt: NOW }), { now: NOW, language: 'vi' })).toEqual({ kind: 'recalled' });
  expect(packed(issued(), { language: 'en' }).texts.headline).toMatch(/^Storm no\. 0, Quy Nhon/);
  expect(broadcastPackage(issued(), { now: NOW, language: 'vi', provinces: ['01'] })).toEqual({ kind: 'places-not-named' });
});

test('for a province the texts name its places alone', () => {
  const entries = [
    aWarningEntry({ level: 4, expiresAt: at('23:00') }),
    aWarningEntry({ units: ['22015'], level: 3, expiresAt: at('23:00') }),
    aWarningEntry({ units: ['truong-sa', 'khanh-hoa'], level: 3, expiresAt: at('23:00') }),
  ];
  const one = issued({ entries });
  expect(packed(one, { provinces: ['66'] }).texts.radio).not.toMatch(/Quy Nhơn/);
  expect(packed(one, { provinces: ['56'] }).texts.headline).toMatch(/Trường Sa/);
});

test('what its series keeps in force is told beside what a quick bulletin says, and alone once that ran out', () => {
  const kept = {
    units: ['22015'],
    hazard: 'surge' as const,
    level: 4,
    source: 'announced' as const,
    verdict: null,
    response: 'Avoid' as const,
  };
  const one = issued({
    bulletinType: 'quick',
    entries: [aWarningEntry({ onset: at('02:00'), expiresAt: at('07:00') })],
    standing: [{ ...kept, onset: at('02:00'), expiresAt: at('12:00') }],
  });
  const both = packed(one);
  expect([both.headline, both.alsoInForce.map((part) => part.headline)]).toEqual([
    expect.stringMatching(/Quy Nhơn/),
    [expect.stringMatching(/Nước dâng/)],
  ]);
  const later = packed(one, { now: at('08:00') });
  expect([later.headline, later.alsoInForce]).toEqual([expect.stringMatching(/Nước dâng/), []]);
});

test('the texts of an airing say how old the bulletin is, and those of a lapse that it ran out', () => {
  const one = issued({ bulletinType: 'on-east-sea' });
  const [first, second] = airPlan(one, NOW, { media: ['radio'] }).airings;
  expect(airingTexts(one, first!, { language: 'vi' })?.note.read).toBe('Tin phát lúc 02:00 ngày 6/11; tin tiếp theo 05:00');
  const again = airingTexts(one, second!, { language: 'vi' });
  expect(again?.radio).toMatch(/Tin phát lúc hai giờ ngày sáu tháng mười một; tin tiếp theo lúc năm giờ ngày sáu tháng mười một\.$/);
  expect(airingTexts(one, first!, { language: 'vi', provinces: ['01'] })).toBeNull();
  const [lapse] = airPlan(one, at('23:30')).airings;
  expect(airingTexts(one, lapse!, { language: 'vi' })?.crawl).toMatch(/^Hết hạn lúc 23:00 ngày 6\/11, chưa có bản tin tiếp theo\./);
});
