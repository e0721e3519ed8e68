import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useTexts } from '../shell/language.ts';
import { Notice, Table } from '../ui/index.ts';
import { WALL_TEXTS } from './texts.ts';

const queue = z.object({
  lanes: z.array(z.object({ channel: z.string(), lane: z.string(), backlog: z.number(), oldestAgeS: z.number().nullable() })),
});

/** Where operators come in. */
export function WallHome() {
  const texts = useTexts(WALL_TEXTS);
  const { data, error } = useQuery({
    queryKey: ['queue'],
    queryFn: ({ signal }) => api.get('/api/queue', queue, { signal }),
    refetchInterval: 5_000,
  });
  const words = useProblemWords(error);
  return (
    <>
      <h1>{texts.title}</h1>
      {words !== null && <Notice tone="bad">{words}</Notice>}
      <Table
        caption={texts.queue}
        rows={data?.lanes ?? []}
        rowKey={({ channel, lane }) => `${channel} ${lane}`}
        empty={texts.empty}
        columns={[
          { key: 'channel', head: texts.channel, cell: ({ channel }) => channel },
          { key: 'lane', head: texts.lane, cell: ({ lane }) => lane },
          { key: 'backlog', head: texts.waiting, number: true, cell: ({ backlog }) => backlog },
          { key: 'oldest', head: texts.oldest, number: true, cell: ({ oldestAgeS }) => oldestAgeS ?? '' },
        ]}
      />
    </>
  );
}
