/** Sides of the compass as written before a name, two-word ones first. */
export const SIDES = ['đông bắc', 'đông nam', 'tây bắc', 'tây nam', 'bắc', 'nam', 'đông', 'tây', 'trung', 'giữa'] as const;

/** What a word of a region phrase does. */
export type Role =
  /** Land or sea: holds until the next such word. */
  | { role: 'medium'; medium: 'land' | 'sea'; narrow?: string }
  /** A part by terrain: no table lists it. */
  | { role: 'terrain'; terrain: string }
  | { role: 'from' | 'to' | 'and' | 'open' | 'close' | 'including' | 'side' | 'old' | 'rivers' | 'river' | 'each' | 'filler' }
  /** "Some places in": wider than meant. */
  | { role: 'some' }
  | { role: 'elsewhere' }
  /** When, not where. */
  | { role: 'time' }
  | { role: 'type'; type: string };

const say = (role: Role, ...phrases: string[]) => phrases.map((phrase): [string, Role] => [phrase, role]);

/** Words and groups of words of region phrases that are no names. */
export const WORDS: readonly [string, Role][] = [
  ...say(
    { role: 'medium', medium: 'sea' },
    'vùng biển',
    'các vùng biển',
    'trên biển',
    'khu vực biển',
    'biển',
    'vùng biển ven bờ',
    'ven bờ',
  ),
  ...say({ role: 'medium', medium: 'sea' }, 'vùng ven bờ', 'vùng biển ven bờ các tỉnh', 'vùng biển quanh'),
  ...say({ role: 'medium', medium: 'sea', narrow: 'ngoài khơi' }, 'ngoài khơi', 'vùng biển ngoài khơi', 'vùng khơi'),
  ...say({ role: 'medium', medium: 'land' }, 'đất liền', 'trên đất liền', 'vùng đất liền'),
  ...say({ role: 'terrain', terrain: 'ven biển' }, 'ven biển', 'vùng ven biển', 'duyên hải', 'dải ven biển'),
  ...say({ role: 'terrain', terrain: 'vùng núi' }, 'vùng núi', 'miền núi', 'vùng núi cao', 'khu vực núi', 'vùng cao', 'núi'),
  ...say({ role: 'terrain', terrain: 'trung du' }, 'trung du', 'vùng trung du'),
  ...say({ role: 'terrain', terrain: 'đồng bằng' }, 'đồng bằng', 'vùng đồng bằng'),
  ...say({ role: 'terrain', terrain: 'biên giới' }, 'biên giới', 'vùng biên giới'),
  ...say({ role: 'from' }, 'từ'),
  ...say({ role: 'to' }, 'đến', 'tới', 'đến hết', 'cho đến'),
  ...say({ role: 'and' }, 'và', 'cùng', 'cùng với', 'hoặc', ',', ';', '/', '+'),
  ...say({ role: 'open' }, '('),
  ...say({ role: 'close' }, ')'),
  ...say(
    { role: 'including' },
    'bao gồm',
    'bao gồm cả',
    'gồm',
    'gồm cả',
    'gồm các',
    'trong đó có',
    'trong đó gồm',
    'kể cả',
    'và cả',
    'gồm có',
  ),
  ...say({ role: 'side' }, 'phía', 'nửa phía', 'phần phía', 'khu vực phía', 'vùng phía'),
  ...say({ role: 'old' }, 'cũ', 'trước đây'),
  ...say({ role: 'rivers' }, 'các sông', 'các sông suối', 'hệ thống sông', 'các lưu vực sông', 'sông suối', 'các sông suối nhỏ'),
  ...say(
    { role: 'river' },
    'sông',
    'lưu vực sông',
    'hạ lưu',
    'thượng lưu',
    'trung lưu',
    'hạ nguồn',
    'thượng nguồn',
    'hạ du',
    'trạm',
    'suối',
  ),
  ...say(
    { role: 'each' },
    'các tỉnh',
    'các tỉnh thành',
    'các tỉnh thành phố',
    'các thành phố',
    'hai tỉnh',
    'các huyện',
    'các xã',
    'các phường',
  ),
  ...say({ role: 'some' }, 'một số', 'một số nơi', 'nhiều nơi', 'vài nơi', 'một vài', 'cục bộ', 'rải rác', 'có nơi', 'một phần'),
  ...say(
    { role: 'elsewhere' },
    'còn lại',
    'khác',
    'nêu trên',
    'nói trên',
    'kể trên',
    'trên đây',
    'bản tin',
    'toàn vùng',
    'lân cận',
    'liền kề',
  ),
  ...say({ role: 'time' }, 'sáng', 'sáng sớm', 'rạng sáng', 'gần sáng', 'trưa', 'chiều', 'chiều tối', 'tối', 'đêm', 'ngày', 'giờ', 'tháng'),
  ...say(
    { role: 'time' },
    'hôm nay',
    'ngày mai',
    'hôm qua',
    'từ ngày',
    'từ đêm',
    'từ sáng',
    'từ chiều',
    'quan trắc',
    'dự báo',
    'từ gần sáng',
  ),
  ...say({ role: 'filler' }, 'khu vực', 'vùng', 'các', 'tỉnh', 'các nơi', 'của', 'ở', 'tại', 'trên', 'địa bàn', 'thuộc', 'toàn bộ', 'toàn'),
  ...say(
    { role: 'filler' },
    'riêng',
    'đặc biệt',
    'nhất',
    'là',
    'đảo',
    'quần đảo',
    'huyện đảo',
    'nơi',
    'trong',
    'thủ đô',
    'nước ta',
    'những',
  ),
  ...say(
    { role: 'filler' },
    'ngoài ra',
    'tất cả',
    'đất',
    'miền',
    'khối',
    'hai',
    'phần',
    'nửa',
    'cả',
    'các đảo',
    'cụ thể',
    'chủ yếu',
    'tập trung',
  ),
  ...say({ role: 'type', type: 'thành phố' }, 'thành phố', 'tp', 't p'),
  ...say({ role: 'type', type: 'thị xã' }, 'thị xã', 'tx'),
  ...say({ role: 'type', type: 'huyện' }, 'huyện'),
  ...say({ role: 'type', type: 'quận' }, 'quận'),
  ...say({ role: 'type', type: 'phường' }, 'phường'),
  ...say({ role: 'type', type: 'xã' }, 'xã'),
  ...say({ role: 'type', type: 'đặc khu' }, 'đặc khu', 'các đặc khu'),
];
