import { defineTexts } from '../shell/language.ts';

export const WARNING_TEXTS = defineTexts({
  vi: {
    gone: 'Cảnh báo này không còn hiệu lực, hoặc đã có tin mới hơn của cùng chuỗi tin.',
    byChannel: 'Tiến độ theo kênh',
    byProvince: 'Tiến độ theo tỉnh, nhiều lượt chờ nhất trước',
    nobodyYet: 'Chưa có lượt gửi nào.',
    adding: 'Đang cộng theo tỉnh.',
    callList: 'Danh sách cần gọi',
    publicPage: 'Trang công chúng',
  },
  en: {
    gone: 'This warning is no longer in force, or a newer one of its series speaks instead.',
    byChannel: 'Progress by channel',
    byProvince: 'Progress by province, most waiting first',
    nobodyYet: 'No deliveries yet.',
    adding: 'Being added up by province.',
    callList: 'Call list',
    publicPage: 'Public page',
  },
});
