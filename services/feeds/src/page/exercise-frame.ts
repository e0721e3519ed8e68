import type { SiteLanguage } from '@loa/runtime';

const WORDS = {
  vi: {
    exercise: 'DIỄN TẬP: không phải cảnh báo thật',
    note: 'Những tin trong khung này chỉ để tập dượt, không nói về thiên tai đang xảy ra. Không ai phải làm theo.',
  },
  en: {
    exercise: 'EXERCISE: no real warning',
    note: 'What stands in this frame is practice and speaks of no real danger. Nobody has to act on it.',
  },
} as const;

/** What is said in an exercise, in a frame that says so. Once in a page. */
export const exerciseFrame = (inner: string, language: SiteLanguage): string =>
  `<section class="exercise" aria-labelledby="exercise"><h2 id="exercise">${WORDS[language].exercise}</h2><p>${WORDS[language].note}</p>${inner}</section>`;

/** Rules of the frame: it differs from everything else by its edge and its head, not by colours, which are the levels'. */
export const EXERCISE_STYLE = `.exercise{border:.4rem dashed var(--ink);border-radius:.4rem;padding:0 1rem 1rem;margin:1.5rem 0}
.exercise>h2{background:var(--ink);color:var(--paper);padding:.6rem 1rem;margin:0 -1rem 1rem;print-color-adjust:exact;-webkit-print-color-adjust:exact}
`;
