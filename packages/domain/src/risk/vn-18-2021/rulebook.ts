import type { Rulebook } from '../rulebook.ts';
import { droughtTable } from './drought.ts';
import { earthquakeTable } from './earthquake.ts';
import { flashFloodTable } from './flash-flood.ts';
import { fogTable } from './fog.ts';
import { heatTable } from './heat.ts';
import { heavyRainTable } from './heavy-rain.ts';
import { riverFloodTable } from './river-flood.ts';
import { saltIntrusionTable } from './salt-intrusion.ts';
import { severeColdTable } from './severe-cold.ts';
import { stormTable } from './storm.ts';
import { strongWindTable } from './strong-wind-at-sea.ts';
import { surgeTable } from './surge.ts';
import { tsunamiTable } from './tsunami.ts';
import { whirlwindTable } from './whirlwind.ts';

/** The rules of Viet Nam in force since 1 July 2021. */
export const VN_18_2021: Rulebook = {
  id: 'vn-18-2021',
  country: 'VN',
  title: {
    vi: 'Quyết định 18/2021/QĐ-TTg quy định về dự báo, cảnh báo, truyền tin thiên tai và cấp độ rủi ro thiên tai',
    en: 'Decision 18/2021/QĐ-TTg on forecasting, warning and dissemination of natural disasters and on risk levels',
  },
  inForceFrom: '2021-06-30T17:00:00.000Z',
  inForceTo: null,
  tables: [
    stormTable,
    surgeTable,
    heavyRainTable,
    riverFloodTable,
    flashFloodTable,
    heatTable,
    droughtTable,
    saltIntrusionTable,
    strongWindTable,
    fogTable,
    whirlwindTable,
    severeColdTable,
    earthquakeTable,
    tsunamiTable,
  ],
  contested: [
    {
      hazard: 'forest-fire',
      article: 54,
      readings: [
        {
          level: null,
          by: {
            vi: 'bảng của Phụ lục XII: theo nhóm rừng và số ngày khô nóng, cấp 5 ở nhóm 4 sau 20 ngày',
            en: 'the matrix of Appendix XII: by forest group and days of dry heat, level 5 in group 4 after 20 days',
          },
        },
        {
          level: null,
          by: {
            vi: 'lời văn của điều: nhiệt độ trên 35 °C và nhóm rừng, cấp 5 ở nhóm 4 sau 35 ngày',
            en: "the article's wording: above 35 °C and by forest group, level 5 in group 4 after 35 days",
          },
        },
      ],
    },
  ],
};
