import type { Hazard } from '@loa/domain/bulletin';

type Words = { readonly vi: string; readonly en: string };
/** A parameter of a hazard, as it is asked for. */
export type FieldSpec = { readonly name: string; readonly words: Words; readonly unit?: Words } & (
  | { readonly kind: 'number' | 'text' | 'yes' }
  | { readonly kind: 'choice'; readonly values: readonly (Words & { readonly value: string | number })[] }
);

const number = (name: string, vi: string, en: string, unit?: string, unitEn = unit): FieldSpec => ({
  ...{ kind: 'number', name, words: { vi, en } },
  ...(unit !== undefined && unitEn !== undefined && { unit: { vi: unit, en: unitEn } }),
});
const text = (name: string, vi: string, en: string): FieldSpec => ({ kind: 'text', name, words: { vi, en } });
const yes = (name: string, vi: string, en: string): FieldSpec => ({ kind: 'yes', name, words: { vi, en } });
const choice = (name: string, vi: string, en: string, values: readonly (readonly [string | number, string, string])[]): FieldSpec => ({
  ...{ kind: 'choice', name, words: { vi, en } },
  values: values.map(([value, inVi, inEn]) => ({ value, vi: inVi, en: inEn })),
});

const TERRAIN = choice('terrain', 'Địa hình', 'Terrain', [
  ['mountain', 'trung du, miền núi', 'midland, mountain'],
  ['plain', 'đồng bằng', 'plain'],
]);
const STAGE = choice('stage', 'Báo động', 'Alarm stage', [
  [0, 'dưới báo động 1', 'below stage 1'],
  [1, 'báo động 1', 'stage 1'],
  [2, 'báo động 2', 'stage 2'],
  [3, 'báo động 3', 'stage 3'],
]);
const ABOVE = number('aboveStageM', 'Trên mức báo động', 'Above the stage', 'm');
const SEA = choice('seaZone', 'Vùng biển', 'Sea', [
  ['coastal', 'ven bờ', 'coastal'],
  ['open', 'ngoài khơi', 'open'],
]);
const wind = [
  number('windForce', 'Gió mạnh nhất', 'Strongest wind', 'cấp', 'force'),
  number('gustForce', 'Gió giật', 'Gusts', 'cấp', 'force'),
  number('waveM', 'Sóng cao', 'Waves', 'm'),
  SEA,
];
const days = number('durationDays', 'Kéo dài', 'Lasts', 'ngày', 'days');

/** What a form asks for, by hazard, first what sets the level. Units stand beside the field; a range is typed as `13-14`. */
export const FIELDS: Readonly<Record<Hazard, readonly FieldSpec[]>> = {
  storm: wind,
  'tropical-depression': wind,
  'strong-wind-at-sea': wind,
  surge: [number('surgeM', 'Nước dâng', 'Surge', 'm'), number('waterLevelM', 'Mực nước tổng cộng', 'Water level with the tide', 'm')],
  'heavy-rain': [
    number('rainMm24h', 'Mưa 24 giờ', 'Rain in 24 h', 'mm'),
    number('rainMm12h', 'Mưa 12 giờ', 'Rain in 12 h', 'mm'),
    ...[days, TERRAIN],
    number('localMaxMm', 'Cục bộ có nơi', 'In places', 'mm'),
  ],
  'river-flood': [
    text('river', 'Sông', 'River'),
    text('station', 'Trạm', 'Station'),
    ...[STAGE, ABOVE],
    number('levelM', 'Mực nước', 'Water level', 'm'),
    yes('aboveHistoric', 'Trên lũ lịch sử', 'Above the historic flood'),
    yes('severalBasins', 'Nhiều lưu vực sông', 'Several river basins'),
  ],
  'flash-flood-landslide': [
    number('rainMm24h', 'Mưa 24 giờ tới', 'Rain of the next 24 h', 'mm'),
    number('rainDaysBefore', 'Số ngày đã mưa', 'Days of rain before', 'ngày', 'days'),
    choice('susceptibility', 'Nguy cơ của vùng', 'Susceptibility of the zone', [
      ['low', 'thấp', 'low'],
      ['medium', 'trung bình', 'medium'],
      ['high', 'cao', 'high'],
      ['very-high', 'rất cao', 'very high'],
    ]),
    number('rainMm6h', 'Mưa 6 giờ tới', 'Rain of the next 6 h', 'mm'),
  ],
  heat: [number('tempMaxC', 'Nhiệt độ cao nhất', 'Highest temperature', '°C'), days],
  drought: [
    number('waterShortagePct', 'Thiếu hụt nguồn nước', 'Shortage of water', '%'),
    number('durationMonths', 'Kéo dài', 'Lasts', 'tháng', 'months'),
    number('rainShortfallPct', 'Thiếu hụt mưa', 'Shortfall of rain', '%'),
  ],
  'salt-intrusion': [
    text('river', 'Sông', 'River'),
    number('isoline4Km', 'Ranh mặn 4‰ cách cửa sông', 'Reach of 4‰ from the mouth', 'km'),
    number('isoline1Km', 'Ranh mặn 1‰ cách cửa sông', 'Reach of 1‰ from the mouth', 'km'),
  ],
  fog: [
    number('visibilityM', 'Tầm nhìn xa', 'Visibility', 'm'),
    choice('setting', 'Nơi nguy hiểm', 'Where it is a danger', [
      ['motorway-airport', 'cao tốc, sân bay', 'motorway, airport'],
      ['sea-river-pass', 'biển, sông, đèo', 'sea, river, pass'],
    ]),
  ],
  'whirlwind-lightning-hail': [
    number('communeSharePct', 'Số xã bị ảnh hưởng', 'Share of the communes', '%'),
    number('gustForce', 'Gió giật', 'Gusts', 'cấp', 'force'),
    number('hailMm', 'Đường kính hạt mưa đá', 'Hailstones', 'mm'),
  ],
  'severe-cold': [
    number('tempMeanC', 'Nhiệt độ trung bình ngày', 'Mean temperature of the day', '°C'),
    number('tempMinC', 'Nhiệt độ thấp nhất', 'Lowest temperature', '°C'),
    ...[days, TERRAIN],
    yes('frost', 'Sương muối, băng giá', 'Frost'),
  ],
  'forest-fire': [
    number('warningGrade', 'Cấp dự báo cháy rừng', 'Forest fire grade', 'I-V = 1-5'),
    number('tempMaxC', 'Nhiệt độ cao nhất', 'Highest temperature', '°C'),
    number('dryDays', 'Số ngày không mưa', 'Dry days', 'ngày', 'days'),
  ],
  earthquake: [
    number('intensityMsk', 'Cấp động đất (MSK-64)', 'Intensity (MSK-64)'),
    choice('setting', 'Nơi xảy ra', 'Setting', [
      ['countryside', 'nông thôn', 'countryside'],
      ['town', 'đô thị', 'town'],
      ['reservoir', 'hồ chứa', 'reservoir'],
    ]),
    number('magnitude', 'Độ lớn', 'Magnitude', 'M'),
    number('depthKm', 'Độ sâu chấn tiêu', 'Depth', 'km'),
  ],
  tsunami: [
    number('waveM', 'Sóng tại bờ', 'Wave at the coast', 'm'),
    number('intensity', 'Cường độ sóng thần', 'Tsunami intensity', '1-12'),
    number('magnitude', 'Độ lớn động đất', 'Magnitude of the earthquake', 'M'),
  ],
  'high-tide': [text('station', 'Trạm', 'Station'), number('levelM', 'Đỉnh triều', 'Peak of the tide', 'm'), STAGE, ABOVE],
  'large-waves': [number('waveM', 'Sóng cao', 'Waves', 'm'), number('periodS', 'Chu kỳ', 'Period', 's')],
  'dam-release': [
    text('reservoir', 'Hồ chứa', 'Reservoir'),
    text('river', 'Sông', 'River'),
    number('dischargeM3s', 'Lưu lượng xả', 'Discharge', 'm³/s'),
    number('riseM', 'Mực nước hạ du lên thêm', 'Rise downstream', 'm'),
  ],
  subsidence: [],
  other: [],
};
