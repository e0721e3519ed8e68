import { expect, test } from 'vitest';
import { base64 } from './base64.ts';

const LONG = 'Cảnh báo bão, cấp độ rủi ro thiên tai 4. '.repeat(9);

test.each(['', 'a', LONG, LONG.slice(0, 39)])('a text is the same after decoding, in lines of 76 at most', (text) => {
  expect(Buffer.from(base64(text), 'base64').toString('utf8')).toBe(text);
  expect(base64(text)).toBe(
    (
      Buffer.from(text, 'utf8')
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\r\n'),
  );
});
