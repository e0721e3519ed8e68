import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { encodedWords } from './encoded-words.ts';

test.each([
  'Bão số 0: ở Quy Nhơn',
  'ữ',
  `${'ữ'.repeat(80)} a ${'🌀'.repeat(30)}`,
  'CẢNH BÁO: bão cấp 4, Xã Tây Sơn, Phường Quy Nhơn Đông và 12 nơi khác - Tin bão khẩn cấp'.normalize('NFD'),
  'plain, with =?UTF-8?B?words?= in it',
])('%s is read as it was, in lines of 76 characters at most', async (text) => {
  const field = `Subject: ${encodedWords(text)?.join('\r\n ') ?? ''}`;
  expect((await simpleParser(`${field}\r\n\r\n`)).subject).toBe(text);
  expect(Math.max(...field.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(76);
});

test('what is plain needs no words', () => {
  expect(encodedWords('Storm no. 13: "level" 4')).toBeNull();
});
