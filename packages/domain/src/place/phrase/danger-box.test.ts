import { expect, test } from 'vitest';
import { dangerBox, seasInBox } from './danger-box.ts';

test.each([
  ['vùng nguy hiểm trên Biển Đông (12,0-16,5 độ Vĩ Bắc; phía Tây 113,5 độ Kinh Đông)', 12, 16.5, 104.75, 113.5],
  ['từ vĩ tuyến 10,0 đến vĩ tuyến 14,5; từ kinh tuyến 109,0 đến 115,0', 10, 14.5, 109, 115],
  ['Vĩ tuyến 15,5N-20,5N; phía Tây kinh tuyến 117,5E', 15.5, 20.5, 104.75, 117.5],
  ['phía Bắc vĩ tuyến 17,0 độ Vĩ Bắc; phía Đông kinh tuyến 110,0 độ Kinh Đông', 17, 23.5, 110, 121],
  ['PHÍA NAM VĨ TUYẾN 8.5N; KINH TUYẾN 104.0E - 107.5E', 0, 8.5, 104, 107.5],
])('"%s" is a box in degrees', (text, south, north, west, east) => {
  expect(dangerBox(text)).toEqual({ south, north, west, east });
  expect(dangerBox(text.normalize('NFD'))).toEqual({ south, north, west, east });
});

test.each(['Đà Nẵng - Bình Định', 'phía Tây 113,5 độ Kinh Đông', '12,0-16,5 độ Vĩ Bắc', 'bán kính 100 km'])('"%s" is none', (text) => {
  expect(dangerBox(text)).toBeNull();
});

test('a box means the sea areas that it meets, and a box elsewhere none', () => {
  const ids = (text: string) => seasInBox(dangerBox(text)!).map((one) => (one.kind === 'sea-area' ? one.id : one.kind));
  const off = ids('12,0-16,5 độ Vĩ Bắc; phía Tây 113,5 độ Kinh Đông');
  expect(off).toEqual(expect.arrayContaining(['giua-bien-dong', 'khanh-hoa', 'gia-lai-dak-lak', 'quang-tri-quang-ngai']));
  expect(off.filter((id) => id.includes('vinh-bac-bo') || id.includes('ca-mau') || id === 'vinh-thai-lan')).toEqual([]);
  expect(ids('30,0-35,0 độ Vĩ Bắc; phía Đông 150 độ Kinh Đông')).toEqual([]);
});
