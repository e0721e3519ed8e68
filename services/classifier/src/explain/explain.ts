import { HAZARDS, type Hazard } from '@loa/domain/bulletin';
import { type ContestedHazard, type DecisionTable, type Row, type Rulebook, rowWords, tableOf, type Words } from '@loa/domain/risk';
import { markdownTable } from '../markdown-table.ts';

type Language = keyof Words;
type Heads = { readonly columns: readonly string[]; readonly status: Readonly<Record<Row['status'], string>>; readonly open: string };

const HEADS: Readonly<Record<Language, Heads>> = {
  vi: {
    columns: ['điều kiện', 'cấp', 'khoản, điểm', 'trạng thái', 'ghi chú'],
    status: { confirmed: 'đã xác nhận', provisional: 'tạm dùng', contested: 'còn tranh cãi' },
    open: 'Điểm còn mở',
  },
  en: {
    columns: ['condition', 'level', 'clause', 'status', 'note'],
    status: { confirmed: 'confirmed', provisional: 'provisional', contested: 'contested' },
    open: 'Open points',
  },
};

/** A hazard's table in both languages, or why it has none. */
export function explain(rulebook: Rulebook, hazard: Hazard): string {
  const table = tableOf(rulebook, hazard);
  const contested = rulebook.contested.find((one) => one.hazard === hazard);
  if (contested !== undefined) return contestedText(contested);
  if (table === undefined)
    return `${HAZARDS[hazard].vi} / ${HAZARDS[hazard].en}: không có bảng cấp độ rủi ro / no table of risk levels (${rulebook.id})`;
  return (['vi', 'en'] as const)
    .map((language) => [titleOf(table, language), tableText(table, language), ...notesOf(table, language)].join('\n\n'))
    .join('\n\n');
}

/** The heading of a table: hazard, article, and in the second language the hazards that it speaks of. */
function titleOf({ title, article }: DecisionTable, language: Language): string {
  if (article === 0) return title[language];
  return language === 'vi' ? `${title.vi} (Điều ${String(article)})` : `${title.en} (Article ${String(article)})`;
}

/** The rows of a table in one language. */
function tableText(table: DecisionTable, language: Language): string {
  const { columns, status } = HEADS[language];
  const rows = table.rows.map((row) => [
    rowWords(table, row, language),
    row.status === 'contested' ? readingsOf(row, language) : String(row.level),
    row.clause,
    status[row.status],
    row.note?.[language] ?? '',
  ]);
  return markdownTable(columns, rows);
}

/** What the sources read in a contested row. */
function readingsOf(row: Row, language: Language): string {
  const none = language === 'vi' ? 'không có' : 'none';
  return (row.readings ?? []).map(({ level, by }) => `${level === null ? none : String(level)} (${by[language]})`).join('; ');
}

function notesOf({ note }: DecisionTable, language: Language): string[] {
  return note === undefined ? [] : [`${HEADS[language].open}: ${note[language]}`];
}

function contestedText({ hazard, article, readings }: ContestedHazard): string {
  const lines = (language: Language) => readings.map(({ by }) => `- ${by[language]}`).join('\n');
  return [
    `${HAZARDS[hazard].vi} (Điều ${String(article)}): còn tranh cãi, không cho cấp`,
    lines('vi'),
    `${HAZARDS[hazard].en} (Article ${String(article)}): contested, gives no level`,
    lines('en'),
  ].join('\n\n');
}
