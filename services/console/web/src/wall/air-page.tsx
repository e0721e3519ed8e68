import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Badge, Notice, Table } from '../ui/index.ts';
import { timeOf } from './format.ts';
import { PAGE_TEXTS } from './page-texts.ts';
import { WALL_TEXTS } from './texts.ts';

const plan = z.object({
  airings: z.array(
    z.object({
      ...{ id: z.string(), warningId: z.string(), medium: z.enum(['radio', 'television']), dueAt: z.string() },
      when: z.enum(['now', 'coming', 'passed']),
      report: z.object({ state: z.string(), outlets: z.number() }),
      texts: z.object({ headline: z.string() }).optional(),
    }),
  ),
});

/** What is due on air, now and in the next hours. */
export function AirPage() {
  const texts = useTexts(PAGE_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const { data, error } = useQuery({
    queryKey: ['air-plan', language],
    queryFn: ({ signal }) => api.get(`/api/air-plan?hours=6&language=${language}`, plan, { signal }),
    refetchInterval: 15_000,
  });
  const problem = useProblemWords(error);
  return (
    <div className="stack">
      <h1>{texts.air}</h1>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      <Table
        caption={texts.air}
        captionHidden
        rows={data?.airings ?? []}
        rowKey={(one) => one.id}
        empty={texts.airNone}
        columns={[
          { key: 'due', head: texts.due, cell: (one) => timeOf(one.dueAt) },
          { key: 'medium', head: texts.medium, cell: (one) => texts[`medium-${one.medium}`] },
          {
            key: 'when',
            head: words.state,
            cell: (one) => <Badge tone={one.when === 'now' ? 'warn' : 'usual'}>{texts[`when-${one.when}`]}</Badge>,
          },
          { key: 'text', head: texts.text, cell: (one) => one.texts?.headline ?? one.warningId },
          { key: 'aired', head: texts.aired, number: true, cell: (one) => one.report.outlets },
        ]}
      />
    </div>
  );
}
