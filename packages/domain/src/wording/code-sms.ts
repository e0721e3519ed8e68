import type { PageLanguage } from './with-links.ts';
import { readPattern } from './sms-pattern.ts';
import type { Sms } from './render-sms.ts';

/** An SMS of one segment in either language: without marks, since marks would halve what fits. As `readPattern` reads it. */
const CODE_TEMPLATES: Readonly<Record<PageLanguage, string>> = {
  vi: 'Loa: ma xac nhan cua ban la {code:number}, dung trong {minutes:number} phut. Neu khong phai ban yeu cau, hay bo qua tin nay.',
  en: 'Loa: your code is {code:number}, good for {minutes:number} minutes. If you did not ask for it, ignore this message.',
};

/** The SMS with the code of whoever signs up. */
export function codeSms(language: PageLanguage, code: string, minutes: number): Pick<Sms, 'text' | 'template' | 'language'> {
  const text = CODE_TEMPLATES[language].replace('{code:number}', code).replace('{minutes:number}', String(minutes));
  return { text, template: `code-${language}`, language };
}

/** The templates of codes as operators register them, beside those of warnings. */
export const codeTemplates = (['vi', 'en'] as const).map((language) => {
  const pattern = readPattern(CODE_TEMPLATES[language]);
  if (typeof pattern === 'string') throw new RangeError(pattern);
  return { name: `code-${language}`, language, pattern };
});
