import { expectedWords } from '../api/expected-words.ts';
import type { Language } from '../shell/language.ts';

const REASONS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  vi: {
    undecodable: 'không đọc được',
    unexpected: 'lỗi không lường trước',
    'issuer-without-key': 'cơ quan chưa có khóa',
    'signature-wrong': 'chữ ký sai',
    'sequence-conflict': 'trùng số thứ tự, khác nội dung',
    'not-taken-by-intake': 'cổng nhận tin không nhận',
  },
  en: { undecodable: 'cannot be read', unexpected: 'unexpected error' },
};
/** What a record that can be read lacks: its field, and what was expected there. */
const MISFIT = /^schema: (.+?): expected (.+)$/s;

/** Why a record is a dead letter, in words; a reason that is not known is shown as it is. */
export function letterWords(reason: string, language: Language): string {
  const [, field, expected] = MISFIT.exec(reason) ?? [];
  if (field !== undefined && expected !== undefined) return `${field}: ${expectedWords(expected, language)}`;
  return REASONS[language][reason] ?? reason;
}
