import { expect, test } from 'vitest';
import { figuresText } from './figures-text.ts';
import { reportWords } from './words.ts';

const [vi, en] = [figuresText('vi', reportWords('vi')), figuresText('en', reportWords('en'))];

test.each([
  [null, '–', '–'],
  [0.04, '< 0,1 giây', '< 0.1 s'],
  [1.26, '1,3 giây', '1.3 s'],
  [59.7, '1 phút', '1 min'],
  [899, '14 phút 59 giây', '14 min 59 s'],
  [7_260, '2 giờ 1 phút', '2 h 1 min'],
  [90_000, '1 ngày 1 giờ', '1 d 1 h'],
])('%s seconds read %s', (seconds, inVietnamese, inEnglish) => {
  expect([vi.duration(seconds), en.duration(seconds)]).toEqual([inVietnamese, inEnglish]);
});

test('a sea is told from the province of its name', () => {
  expect(['56', 'khanh-hoa', 'giua-bien-dong'].map(vi.place)).toEqual(['Khánh Hòa', 'vùng biển Khánh Hòa', 'Giữa Biển Đông']);
  expect(['56', 'khanh-hoa', 'giua-bien-dong'].map(en.place)).toEqual(['Khanh Hoa', 'sea off Khanh Hoa', 'Central East Sea']);
});

test('a share is rounded neither up to all nor down to none, and there is none of nothing', () => {
  expect([vi.share(99_999, 100_000), vi.share(1, 100_000), vi.share(0, 5), vi.share(5, 5), vi.share(0, 0)]).toEqual([
    '99,9 %',
    '0,1 %',
    '0 %',
    '100 %',
    '–',
  ]);
});
