import { expect, test } from 'vitest';
import { letterWords } from './letter-words.ts';

test('why a record is a dead letter is said in words, a misfit by its field', () => {
  const misfit = 'schema: hazard: expected unknown hazard; expected one of: storm, surge';
  expect(letterWords(misfit, 'vi')).toBe('hazard: Cần: một loại thiên tai trong danh sách');
  expect(letterWords(misfit, 'en')).toBe('hazard: Expected: a hazard of the list');
  expect(letterWords('undecodable', 'vi')).toBe('không đọc được');
  expect(letterWords('something-new', 'vi')).toBe('something-new');
});
