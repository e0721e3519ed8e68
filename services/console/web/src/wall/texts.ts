import { defineTexts } from '../shell/language.ts';

export const WALL_TEXTS = defineTexts({
  vi: {
    title: 'Bàn trực điều hành',
    channel: 'Kênh',
    lane: 'Làn',
    waiting: 'Đang chờ',
    oldest: 'Cũ nhất (giây)',
    queue: 'Hàng đợi gửi tin',
    empty: 'Không có gì đang chờ',
  },
  en: {
    title: "Operators' wall",
    channel: 'Channel',
    lane: 'Lane',
    waiting: 'Waiting',
    oldest: 'Oldest (s)',
    queue: 'Dispatch queue',
    empty: 'Nothing waits',
  },
});
