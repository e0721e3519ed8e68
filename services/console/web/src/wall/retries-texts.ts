import { defineTexts } from '../shell/language.ts';

export const RETRIES_TEXTS = defineTexts({
  vi: {
    title: 'Chờ gửi lại',
    why: 'Lượt gửi mà lần gửi trước không thành: tự gửi lại vào giờ ghi ở đây, cho đến khi cảnh báo hết hiệu lực. Lượt đang được gửi lại ngay lúc này không có trong bảng.',
    cut: (most: string) => `Có nhiều hơn ${most} lượt đang chờ; bảng tính trên những lượt đến giờ sớm nhất.`,
    none: 'Không có lượt nào chờ gửi lại.',
    provider: 'Nhà cung cấp',
    rows: 'Số lượt',
    next: 'Lần tới',
    attempts: 'Đã gửi (nhiều nhất)',
    last: 'Vì sao lần trước không thành',
    times: (n: string) => `${n} lần`,
  },
  en: {
    title: 'Retries',
    why: 'Deliveries whose last attempt came to nothing: they are tried again by themselves at the time given here, until their warning runs out. What is being tried this moment is not in the table.',
    cut: (most: string) => `More than ${most} deliveries wait; the table is of those that are due first.`,
    none: 'Nothing waits to be tried again.',
    provider: 'Provider',
    rows: 'Deliveries',
    next: 'Next attempt',
    attempts: 'Tried (at most)',
    last: 'Why the last attempt failed',
    times: (n: string) => (n === '1' ? 'once' : `${n} times`),
  },
});
