import { defineTexts } from '../shell/language.ts';

export const DESK_TEXTS = defineTexts({
  vi: {
    title: 'Bàn dự báo',
    rulebook: (id: string) => `Bộ quy tắc đang dùng: ${id}`,
  },
  en: {
    title: "Forecaster's desk",
    rulebook: (id: string) => `Rulebook in force: ${id}`,
  },
});
