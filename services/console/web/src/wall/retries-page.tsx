import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Notice, Table } from '../ui/index.ts';
import { channelName, laneName, numberOf, stateName, timeOf } from './format.ts';
import { reasonWords } from './reason-words.ts';
import { RETRIES_TEXTS } from './retries-texts.ts';
import { WALL_TEXTS } from './texts.ts';
import { WarningName } from './warning-name.tsx';

const maybe = z.string().nullable();
const answer = z.object({
  isWhole: z.boolean(),
  retries: z.array(
    z.object({
      ...{ warning: z.string(), channel: z.string(), lane: z.string(), provider: maybe, state: z.string(), reason: maybe },
      ...{ rows: z.number(), attempts: z.number(), nextAt: z.string() },
    }),
  ),
});

/** What waits to be tried again: of which warning, by whom, when, and why the last attempt came to nothing. */
export function RetriesPage() {
  const texts = useTexts(RETRIES_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const { data, error } = useQuery({
    queryKey: ['retries'],
    queryFn: ({ signal }) => api.get('/api/queue/retries', answer, { signal }),
    refetchInterval: 3_000,
  });
  const problem = useProblemWords(error);
  const number = (value: number): string => numberOf(value, language);
  const retries = data?.retries ?? [];
  return (
    <div className="stack">
      <h1>{texts.title}</h1>
      <p className="quiet">{texts.why}</p>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      {data?.isWhole === false && <Notice>{texts.cut(number(retries.reduce((sum, one) => sum + one.rows, 0)))}</Notice>}
      {data !== undefined && (
        <Table
          caption={texts.title}
          captionHidden
          rows={retries}
          rowKey={(one) => [one.warning, one.channel, one.lane, one.provider, one.state, one.reason].join(' ')}
          empty={texts.none}
          columns={[
            { key: 'warning', head: words.warning, cell: (one) => <WarningName id={one.warning} /> },
            {
              key: 'channel',
              head: words.channel,
              cell: (one) => `${channelName(one.channel, language)} · ${laneName(one.lane, language)}`,
            },
            { key: 'provider', head: texts.provider, cell: (one) => one.provider ?? '' },
            { key: 'state', head: words.state, cell: (one) => stateName(one.state, language) },
            { key: 'rows', head: texts.rows, number: true, cell: (one) => number(one.rows) },
            { key: 'next', head: texts.next, cell: (one) => timeOf(one.nextAt) },
            { key: 'attempts', head: texts.attempts, cell: (one) => texts.times(number(one.attempts)) },
            { key: 'last', head: texts.last, cell: (one) => (one.reason === null ? '' : reasonWords(one.reason, language)) },
          ]}
        />
      )}
    </div>
  );
}
