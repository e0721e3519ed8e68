import { upperEnd } from '../../bulletin/parameters/index.ts';
import { isSeaArea } from '../../place/gazetteer.ts';
import { decisionTable } from '../decision-table.ts';
import { measured } from '../words.ts';
import { rowsOf } from './row.ts';

const DISTRICTS = {
  vi: 'Điều này tính huyện và xã; từ 7/2025 không còn cấp huyện nên chỉ tính xã, chờ cách đọc chính thức.',
  en: 'The article counts districts and communes; districts ended in July 2025, so communes are counted until an official reading is found.',
};

const of52 = rowsOf(52);

/** Whirlwind, lightning, hail: share of the province's communes (Article 52). Being named is not being touched, so the share must be told. */
export const whirlwindTable = decisionTable({
  hazards: ['whirlwind-lightning-hail'],
  article: 52,
  title: { vi: 'Lốc, sét, mưa đá', en: 'Whirlwind, lightning, hail' },
  facts: [
    {
      name: 'communeSharePct',
      words: { vi: 'tỷ lệ số xã của tỉnh', en: 'share of the communes of the province' },
      unit: { vi: '%', en: '%' },
    },
  ],
  rows: [
    of52('1x2', 1, '52.1', { communeSharePct: { over: 0, under: 50 } }, { note: DISTRICTS }),
    of52('1x2', 2, '52.2', { communeSharePct: { min: 50 } }, { note: DISTRICTS }),
  ],
  read: ({ communeSharePct }) => {
    const share = communeSharePct === undefined ? undefined : measured(upperEnd(communeSharePct), '#% số xã', '#% of the communes');
    return (unit) => (isSeaArea(unit) ? null : { communeSharePct: share });
  },
});
