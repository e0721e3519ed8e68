import { expect, test } from 'vitest';
import { base64, base64Around } from './base64.ts';

const decoded = (lines: string): string => Buffer.from(lines, 'base64').toString('utf8');
const LONG = 'Cảnh báo bão, cấp độ rủi ro thiên tai 4. '.repeat(9);

test.each(['', 'a', LONG, LONG.slice(0, 39)])('a text is the same after decoding, in lines of 76 at most', (text) => {
  expect(decoded(base64(text))).toBe(text);
  expect(base64(text)).toBe(
    (
      Buffer.from(text, 'utf8')
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\r\n'),
  );
});

test('whatever stands in place of words, and wherever they stand, it is the text with that in their place', () => {
  const texts = [
    'V',
    `V${LONG}`,
    `${LONG}W`,
    `a${LONG}W${LONG}Vb`,
    `ab${LONG}V${LONG}W cuối`,
    `${LONG}WVaW${LONG}`,
    `xW ${LONG}`,
    'không có',
    '',
  ];
  for (const text of texts) {
    const around = base64Around(text, ['W', 'V']);
    for (const as of ['', 'x', 'xy', 'xyz', 'https://loa.example/c/đường-dẫn.'.repeat(5)]) {
      const lines = around([as, `${as}ữ`]).split('\r\n');
      expect(decoded(lines.join(''))).toBe(text.replaceAll('V', `${as}ữ`).replaceAll('W', as));
      expect(lines.every((line) => /^[A-Za-z\d+/]*={0,2}$/.test(line) && line.length <= 76)).toBe(true);
      expect(lines.slice(0, -1).join('')).not.toContain('=');
    }
  }
});
