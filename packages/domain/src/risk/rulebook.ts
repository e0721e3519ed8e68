import type { Hazard } from '../bulletin/hazard.ts';
import type { DecisionTable } from './decision-table.ts';
import { heavyRainTable } from './heavy-rain.ts';
import { stormTable } from './storm.ts';

/** The rules in force: which decision they come from, and a table per hazard. */
export const RULEBOOK = {
  id: 'vn-18-2021',
  title: {
    vi: 'Quyết định 18/2021/QĐ-TTg quy định về dự báo, cảnh báo, truyền tin thiên tai và cấp độ rủi ro thiên tai',
    en: 'Decision 18/2021/QĐ-TTg on forecasting, warning and dissemination of natural disasters and on risk levels',
  },
  /** Date in Viet Nam. */
  inForceFrom: '2021-07-01',
  tables: [stormTable, heavyRainTable],
} as const satisfies {
  id: string;
  title: { vi: string; en: string };
  inForceFrom: string;
  tables: readonly DecisionTable[];
};

/** The table of a hazard; undefined where the rulebook has none. */
export function tableOf(hazard: Hazard): DecisionTable | undefined {
  return RULEBOOK.tables.find((table) => table.hazards.includes(hazard));
}
