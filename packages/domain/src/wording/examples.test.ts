import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { communes } from '../place/index.ts';
import { renderCrawl, renderEmail, renderHeadline, renderLoudspeaker, renderRadio, renderSms, renderTitle, type Reader } from './index.ts';
import { QUY_NHON, warningOf } from './test-bed.ts';

const kalmaegi = aWarning({
  status: 'Actual',
  eventName: { vi: 'Bão số 13 (Kalmaegi)', en: 'Storm no. 13 (Kalmaegi)' },
  storm: { centre: { windForce: [13, 14] }, steps: [] },
  text: { vi: 'TIN BÃO KHẨN CẤP (CƠN BÃO SỐ 13)' },
});
const reader: Reader = { language: 'vi', audience: 'citizen', units: [QUY_NHON], reason: 'first-news' };

test('the storm as people read and hear it, in Vietnamese', () => {
  expect(renderSms(kalmaegi, reader).text).toBe(
    'Tin 07:00 06/11. Bão: phường Quy Nhơn (Gia Lai). Tránh nguy hiểm. Bão số 13 (Kalmaegi). Rủi ro thiên tai cấp 4/5 (đỏ). Từ 16:00 06/11 đến 04:00 07/11. Gió cấp 12. Sẵn sàng sơ tán; làm theo lệnh của xã.',
  );
  expect(renderHeadline(kalmaegi, { language: 'vi' })).toBe('CẢNH BÁO: Bão số 13, Quy Nhơn. Rủi ro thiên tai cấp 4/5 (đỏ)');
  expect(renderCrawl(kalmaegi, { language: 'vi' })).toBe(
    'CẢNH BÁO: Bão số 13 (Kalmaegi), phường Quy Nhơn (Gia Lai). Tránh nguy hiểm. Rủi ro thiên tai cấp 4/5 (đỏ). Tin phát lúc 07:00 06/11.',
  );
  expect(renderRadio(kalmaegi, { language: 'vi' })).toBe(
    'Phường Quy Nhơn, Gia Lai. Cảnh báo: bão. Bão số mười ba, Kalmaegi. Tránh nguy hiểm. Rủi ro thiên tai cấp bốn trên năm, màu đỏ. Từ mười sáu giờ ngày sáu tháng mười một đến bốn giờ ngày bảy tháng mười một. Gió cấp mười hai. Không ra khơi; không ở lại trên tàu, lồng bè, chòi canh.',
  );
  const once =
    'Phường Quy Nhơn, Gia Lai. Cảnh báo: bão. Bão số mười ba, Kalmaegi. Tránh nguy hiểm. Rủi ro thiên tai cấp bốn trên năm, màu đỏ. Từ mười sáu giờ ngày sáu tháng mười một đến bốn giờ ngày bảy tháng mười một. Không ra khơi; không ở lại trên tàu, lồng bè, chòi canh. Tin phát lúc bảy giờ ngày sáu tháng mười một.';
  expect(renderLoudspeaker(kalmaegi, { language: 'vi' })).toBe(`${once} Nhắc lại. ${once}`);
});

test('the storm as an e-mail, in Vietnamese', () => {
  expect(renderEmail(kalmaegi, reader).text.split('\r\n')).toEqual([
    'TIN BÃO KHẨN CẤP (CƠN BÃO SỐ 13)',
    '',
    'CẢNH BÁO: Bão số 13 (Kalmaegi), phường Quy Nhơn (Gia Lai) - tin bão khẩn cấp',
    '',
    'Nơi: phường Quy Nhơn (Gia Lai)',
    'Mức độ: rủi ro thiên tai cấp 4/5 (đỏ) (Điều 42, khoản 2, điểm b, Quyết định 18/2021/QĐ-TTg)',
    'Số liệu: Gió cấp 12',
    'Thời gian: từ 16:00 ngày 06/11/2025 đến 04:00 ngày 07/11/2025',
    'Gió cấp 13-14 gần tâm.',
    'Việc cần làm: Không ra khơi; không ở lại trên tàu, lồng bè, chòi canh. Sẵn sàng sơ tán; làm theo lệnh của xã. Trữ nước uống, đèn pin, thuốc; sạc đầy điện thoại. Gió lặng đột ngột thì chưa ra ngoài: gió có thể đổi chiều.',
    'Bản tin: Tin bão khẩn cấp, nchmf.tropical-cyclone.storm-of-a-test.1',
    'Cơ quan ban hành: nchmf',
    'Phát lúc: 07:00 ngày 06/11/2025 (actual-1)',
    '',
  ]);
});

test('the storm in English', () => {
  expect(renderSms(kalmaegi, { ...reader, language: 'en' }).text).toBe(
    'Issued 07:00 6 Nov. Storm: Quy Nhon ward (Gia Lai). Keep away from danger. Storm no. 13 (Kalmaegi). Disaster risk level 4 of 5 (red). From 16:00 6 Nov to 04:00 7 Nov. Wind force 12. Wind force 13-14 near the centre. Stay off the sea; do not stay on boats, rafts or watch huts. Be ready to leave; follow the orders of your commune.',
  );
  expect(renderHeadline(kalmaegi, { language: 'en' })).toBe('Storm no. 13, Quy Nhon. Disaster risk level 4 of 5 (red)');
});

test('a title says what the event is called, and of many places in which provinces they lie, never a whole one where parts are meant', () => {
  const at = (units: string[]) => aWarning({ ...kalmaegi, entries: kalmaegi.entries.map((one) => ({ ...one, units })) });
  const here = communes().filter((one) => one.province === '52');
  const some = here.slice(0, 5).map((one) => one.code);
  const further = communes().find((one) => one.province === '66')?.code ?? '';
  const texts = (units: string[]) => [renderTitle(at(units), { language: 'vi' }), renderHeadline(at(units), { language: 'vi' })];
  const level = 'Rủi ro thiên tai cấp 4/5 (đỏ)';
  expect(texts([QUY_NHON])[0]).toBe(`Bão số 13 (Kalmaegi), phường Quy Nhơn (Gia Lai). ${level}`);
  expect(texts(some)).toEqual([`Bão số 13 (Kalmaegi), 5 nơi ở Gia Lai. ${level}`, `Bão số 13, 5 nơi ở Gia Lai. ${level}`]);
  expect(texts([...some, further, 'gia-lai-dak-lak'])).toEqual([
    `Bão số 13 (Kalmaegi), 6 nơi ở Gia Lai, Đắk Lắk, biển Gia Lai-Đắk Lắk. ${level}`,
    `Bão số 13, 2 tỉnh và biển. ${level}`,
  ]);
  expect(texts(here.map((one) => one.code))[0]).toBe(`Bão số 13 (Kalmaegi), Gia Lai. ${level}`);
  const south = ['44', '46', '48', '51', '52', '66', '56'].flatMap((code) => communes().filter((one) => one.province === code));
  expect(texts([...south.slice(1).map((one) => one.code), 'gia-lai-dak-lak', 'khanh-hoa'])).toEqual([
    `Bão số 13 (Kalmaegi), nhiều nơi ở Quảng Trị, Huế, Đà Nẵng và 4 tỉnh khác, 2 vùng biển. ${level}`,
    `Bão số 13, 7 tỉnh và biển. ${level}`,
  ]);
});

test('an order to leave in an exercise, without marks', () => {
  const warning = aWarning({
    status: 'Exercise',
    hazard: 'river-flood',
    bulletinType: 'emergency',
    entries: [aWarningEntry({ response: 'Evacuate', change: 'escalated', verdict: null })],
    order: { authority: 'Chủ tịch UBND tỉnh Gia Lai', at: '2025-11-06T01:30:00.000Z' },
  });
  expect(renderSms(warning, { ...reader, reason: 'escalated', unaccented: 'asked' }).text).toBe(
    'DIEN TAP. Tin 07:00 06/11. Lu, ngap lut: phuong Quy Nhon (Gia Lai). So tan ngay. Theo lenh cua Chu tich UBND tinh Gia Lai luc 08:30 06/11. Bao so 0. Tang muc canh bao. Rui ro thien tai cap 4/5 (mau do). Tu 16:00 06/11 den 04:00 07/11. Mang theo giay to, thuoc, nuoc uong; di theo huong dan cua xa.',
  );
});

test('the end of a storm while other dangers go on, and when none does', () => {
  const end = warningOf({ hazard: 'storm', change: 'ended', level: null });
  const sms = (stillInForce: Reader['stillInForce'] & object) => renderSms(end, { ...reader, reason: 'ended', stillInForce }).text;
  expect(sms([{ hazard: 'heavy-rain' }, { hazard: 'river-flood' }])).toBe(
    'Tin 07:00 06/11. Bão: phường Quy Nhơn (Gia Lai). Hết chuỗi tin. Vẫn còn cảnh báo: mưa lớn; lũ, ngập lụt. Bão số 0. Cơ quan ban hành kết thúc chuỗi bản tin này.',
  );
  expect(sms([])).toBe(
    'Tin 07:00 06/11. Bão: phường Quy Nhơn (Gia Lai). Hết chuỗi tin. Không còn cảnh báo nào khác tại đây. Về nhà khi xã báo an toàn. Bão số 0. Cơ quan ban hành kết thúc chuỗi bản tin này.',
  );
});
