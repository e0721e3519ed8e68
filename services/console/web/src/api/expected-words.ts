import type { Language } from '../shell/language.ts';

/** Shapes of what the server expects: in Vietnamese, and in English where what it says is meant for machines. */
const EXPECTED: readonly (readonly [shape: RegExp, vi: string, en?: string])[] = [
  [/^at least (\d+) characters$/, 'ít nhất $1 ký tự'],
  [/^at most (\d+) characters$/, 'nhiều nhất $1 ký tự'],
  [/^at least (\d+) different characters$/, 'ít nhất $1 ký tự khác nhau'],
  [/^a password$/, 'mật khẩu'],
  [/^the current password$/, 'mật khẩu đang dùng'],
  [/^the code that the phone shows now, each once$/, 'mã đang hiện trên điện thoại, mỗi mã dùng một lần'],
  [/^a recovery code that was not used$/, 'mã khôi phục chưa dùng'],
  [/^a reason$/, 'lý do'],
  [/^messages a second (?:above 0|with slow.*)$/, 'số lượt mỗi giây lớn hơn 0', 'messages a second above 0'],
  [/^at least one role$/, 'ít nhất một vai trò'],
  [/^an issuer: forecasters and approvers speak for one$/, 'một cơ quan phát tin: dự báo viên và người duyệt phải thuộc một cơ quan'],
  [/^an issuer that is registered here$/, 'một cơ quan phát tin đã đăng ký ở đây'],
  [/^2 to 40 of a-z, 0-9.*$/, '2 đến 40 ký tự a-z, 0-9, dấu chấm, gạch nối, gạch dưới; bắt đầu bằng chữ hoặc số'],
  [/^a code of 6 digits.*$/, 'mã 6 chữ số'],
  [/^an E\.164 number such as (\S+)$/, 'số điện thoại có mã nước, ví dụ $1'],
  [/^an e-mail address$/, 'địa chỉ thư điện tử'],
  [/^an e-mail address,? or a number.*$/, 'địa chỉ thư điện tử, hoặc số điện thoại như 0912 345 678'],
  [/^no such field$/, 'không có ô này'],
  // Of an outlet.
  [/^a name$/, 'tên'],
  [/^a contact, such as an e-mail address$/, 'nơi liên hệ, ví dụ địa chỉ thư'],
  [/^a URL(?: of at most \d+ characters)?$/, 'một địa chỉ web', 'a web address'],
  [/^an https URL$/, 'địa chỉ web bắt đầu bằng https://', 'a web address that begins with https://'],
  [/^a URL without .*$/, 'địa chỉ web không kèm tên, mật khẩu hay dấu #', 'a web address without a user, a password or a #'],
  [/^a host name that can be resolved; (\S+) cannot$/, 'tên máy tìm thấy được; không tìm thấy $1'],
  [/^an address on the public internet; .*$/, 'một địa chỉ trên mạng công cộng', 'an address on the public internet'],
  [/^another way: no e-mail goes out from here$/, 'cách khác: ở đây không gửi thư điện tử'],
  // Of a bulletin.
  [/^an RFC 3339 date-time.*$/, 'giờ và ngày, ví dụ 08:00 06/11/2025', 'a time and day, such as 08:00 06/11/2025'],
  [/^an instant after "from".*$/, 'giờ sau giờ bắt đầu', 'a time after the beginning'],
  [/^an instant that is not past$/, 'giờ chưa qua', 'a time that is not past'],
  [/^at least one place$/, 'ít nhất một nơi'],
  [/^a place within the authority of .*$/, 'nơi thuộc phạm vi trách nhiệm của cơ quan', 'a place within the authority of the issuer'],
  [/^a known .*; nearest: (.*)$/, 'nơi có trong danh mục; gần giống: $1'],
  [/^a name that one .* bears; these do: (.*)$/, 'tên chỉ một nơi mang; các nơi mang tên này: $1'],
  [/^a ring .*$/, 'một vùng khép kín có cạnh không cắt nhau'],
  [/^a shape that holds .*$/, 'một vùng có chứa xã hoặc vùng biển'],
  [/^number$/, 'một số, ví dụ 13,5', 'a number, such as 13.5'],
  [/^number to be <=(-?[\d.]+)$/, 'một số không quá $1', 'a number of at most $1'],
  [/^number to be >=(-?[\d.]+)$/, 'một số từ $1 trở lên', 'a number of at least $1'],
  [/^a range \[low, high\]$/, 'khoảng từ số nhỏ đến số lớn, ví dụ 13-14', 'a range from low to high, such as 13-14'],
  [/^string to have <=(\d+) characters$/, 'nhiều nhất $1 ký tự', 'at most $1 characters'],
  [/^string to have >=1 characters$/, 'điền ô này', 'something here'],
  [/^(?:string|object|boolean)$/, 'điền ô này', 'something here'],
  [/^array to have <=(\d+) items$/, 'nhiều nhất $1 mốc', 'at most $1 of them'],
  [/^1 to 64 lower-case letters, digits and hyphens$/, 'tên có ít nhất một chữ hoặc số', 'a name with at least one letter or digit'],
  [/^a document that was handed in .*$/, 'văn bản đã được gửi lên', 'a document that was handed in'],
  [/^one of .*$/, 'một mục trong danh sách', 'one of the list'],
  [/^one of: .*$/, 'một mục trong danh sách', 'one of the list'],
  [/^unknown hazard; .*$/, 'một loại thiên tai trong danh sách', 'a hazard of the list'],
  [/^a bulletin of type .* must name at least one area$/, 'ít nhất một vùng', 'at least one area'],
  [/^a whole number from 1$/, 'một số nguyên từ 1'],
  [/^a whole number from 1 to 5$/, 'cấp từ 1 đến 5'],
  [/^a level from 1 to 5 .*$/, 'cấp từ 1 đến 5', 'a level from 1 to 5'],
  [/^alarm stage 0, 1, 2 or 3$/, 'báo động 0, 1, 2 hoặc 3'],
  [/^grade 1 to 5$/, 'cấp từ 1 đến 5'],
  [/^an MSK-64 grade from 1 to 12$/, 'cấp MSK-64 từ 1 đến 12'],
  [/^whole or half grades$/, 'cấp tròn hoặc nửa cấp, ví dụ 6 hoặc 6,5'],
  [/^a tsunami intensity from 1 to 12$/, 'cường độ sóng thần từ 1 đến 12'],
  [/^a magnitude$/, 'độ lớn của động đất, ví dụ 4,6', 'a magnitude, such as 4.6'],
  [/^forest group 1 to 4$/, 'nhóm rừng từ 1 đến 4'],
  [/^station area 1, 2, 3 or 4$/, 'khu vực trạm từ 1 đến 4'],
  [/^a number of gates$/, 'số cửa xả'],
  [/^more than (-?[\d.]+)$/, 'lớn hơn $1'],
  [/^a longitude.*$/, 'kinh độ, từ -180 đến 180', 'a longitude from -180 to 180'],
  [/^a latitude.*$/, 'vĩ độ, từ -90 đến 90', 'a latitude from -90 to 90'],
  [/^a radius.*$/, 'bán kính lớn hơn 0 km', 'a radius above 0 km'],
  [/^kilometres$/, 'số ki-lô-mét', 'a number of kilometres'],
];

const UNITS: Readonly<Record<string, string>> = {
  'wind force, Beaufort': 'cấp gió',
  metres: 'mét',
  'metres above datum': 'mét so với mốc',
  'metres above the alarm stage': 'mét trên mức báo động',
  'metres deep': 'mét sâu',
  millimetres: 'mm',
  'millimetres in places': 'mm, cục bộ',
  'millimetres in 3 h': 'mm trong 3 giờ',
  'millimetres in 6 h': 'mm trong 6 giờ',
  'millimetres in 12 h': 'mm trong 12 giờ',
  'millimetres in 24 h': 'mm trong 24 giờ',
  'millimetres over the window': 'mm trong cả thời gian',
  days: 'ngày',
  months: 'tháng',
  seconds: 'giây',
  kilometres: 'km',
  'per cent': '%',
  'per cent of the communes of the province': '% số xã của tỉnh',
  'degrees Celsius': '°C',
  'cubic metres a second': 'm³/s',
};
const SPAN = /^a number from (-?\d+) to (-?\d+) \((.*)\)$/;

/** What the server expects of a field, in plain words. */
export function expectedWords(expected: string, language: Language): string {
  const [, low, high, unit = ''] = SPAN.exec(expected) ?? [];
  if (low !== undefined && high !== undefined)
    return language === 'en'
      ? `Expected: ${expected}, or a range such as 13-14`
      : `Cần: một số từ ${low} đến ${high} (${UNITS[unit] ?? unit}), hoặc khoảng như 13-14`;
  const found = EXPECTED.find(([shape]) => shape.test(expected));
  const words = language === 'en' ? found?.[2] : found?.[1];
  return `${language === 'en' ? 'Expected' : 'Cần'}: ${found === undefined || words === undefined ? expected : expected.replace(found[0], words)}`;
}
