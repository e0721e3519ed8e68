import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '../api/index.ts';
import { defineTexts, useLanguage, useTexts } from '../shell/language.ts';
import { LevelBadge, Table } from '../ui/index.ts';

const TEXTS = defineTexts({
  vi: {
    title: 'Cấp công bố khác bảng',
    places: 'Nơi',
    announced: 'Công bố',
    table: 'Theo bảng',
    reason: 'Lý do của cơ quan ban hành',
    clause: (clause: string) => `khoản ${clause}`,
    none: 'bảng không cho một cấp',
    noReason: 'không nêu lý do',
  },
  en: {
    title: 'Levels that are not the table’s',
    places: 'Places',
    announced: 'Announced',
    table: 'By the table',
    reason: 'The issuer’s reason',
    clause: (clause: string) => `clause ${clause}`,
    none: 'the table gives no single level',
    noReason: 'no reason given',
  },
});

const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
const answer = z.object({
  levels: z.array(
    z.object({
      named: z.object({ vi: z.string(), en: z.string() }),
      announced: level,
      table: z.object({ level, clause: z.string() }).nullable(),
      reason: z.string().nullable(),
    }),
  ),
});

/** Which levels of a warning its issuer set otherwise than the table, and why; nothing where there are none. */
export function LevelReasons({ warning }: { readonly warning: string }) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['levels', warning],
    queryFn: ({ signal }) => api.get(`/api/warnings/${encodeURIComponent(warning)}/levels`, answer, { signal }),
    staleTime: Infinity,
  });
  if (data === undefined || data.levels.length === 0) return null;
  return (
    <Table
      caption={texts.title}
      rows={data.levels}
      rowKey={({ named, announced }) => `${named.vi} ${String(announced)}`}
      empty=""
      columns={[
        { key: 'places', head: texts.places, cell: ({ named }) => named[language] },
        { key: 'announced', head: texts.announced, cell: ({ announced }) => <LevelBadge level={announced} /> },
        {
          key: 'table',
          head: texts.table,
          cell: ({ table }) =>
            table === null ? (
              texts.none
            ) : (
              <>
                <LevelBadge short level={table.level} /> {texts.clause(table.clause)}
              </>
            ),
        },
        { key: 'reason', head: texts.reason, cell: ({ reason }) => reason ?? texts.noReason },
      ]}
    />
  );
}
