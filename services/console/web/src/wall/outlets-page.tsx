import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Badge, Button, Notice, Table } from '../ui/index.ts';
import { AskReason } from './ask-reason.tsx';
import { numberOf, spanOf } from './format.ts';
import { PAGE_TEXTS } from './page-texts.ts';
import { WALL_TEXTS } from './texts.ts';

const outlet = z.object({
  ...{ id: z.number(), name: z.string(), way: z.object({ kind: z.string() }), proved: z.boolean() },
  ...{ standing: z.enum(['waiting', 'approved', 'blocked']), standingReason: z.string().nullable() },
  cursors: z.array(z.object({ status: z.string(), lag: z.number(), lagS: z.number(), failures: z.number() })),
});
type Outlet = z.output<typeof outlet>;
const KEY = ['outlets'];
const most = (one: Outlet, of: (cursor: Outlet['cursors'][number]) => number): number => Math.max(0, ...one.cursors.map(of));

/** Outlets: who is behind, who waits for approval. */
export function OutletsPage() {
  const texts = useTexts(PAGE_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get('/api/outlets', z.object({ outlets: z.array(outlet) }), { signal }),
    refetchInterval: 10_000,
  });
  const again = () => client.invalidateQueries({ queryKey: KEY });
  const [blocking, setBlocking] = useState<Outlet | null>(null);
  const approved = useMutation({
    mutationFn: (id: number) => api.post(`/api/outlets/${String(id)}/approve`, {}, z.unknown()),
    onSuccess: again,
  });
  const problem = useProblemWords(error ?? approved.error);
  const rows = (data?.outlets ?? []).toSorted((one, other) => most(other, (cursor) => cursor.lagS) - most(one, (cursor) => cursor.lagS));
  return (
    <div className="stack">
      <h1>{texts.outlets}</h1>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      <Table
        caption={texts.outlets}
        rows={rows}
        rowKey={(one) => String(one.id)}
        empty={texts.outletsNone}
        columns={[
          { key: 'name', head: words.name, cell: (one) => `${one.name} (${one.way.kind})` },
          {
            key: 'standing',
            head: words.state,
            cell: (one) => (
              <>
                <Badge tone={one.standing === 'approved' ? 'good' : 'warn'}>{texts[`standing-${one.standing}`]}</Badge>{' '}
                {one.standing === 'approved' && !one.proved && <Badge tone="warn">{texts.unproved}</Badge>} {one.standingReason}
              </>
            ),
          },
          {
            key: 'lag',
            head: texts.lag,
            number: true,
            cell: (one) =>
              numberOf(
                most(one, (cursor) => cursor.lag),
                language,
              ),
          },
          {
            key: 'lagS',
            head: texts.lagTime,
            number: true,
            cell: (one) =>
              spanOf(
                most(one, (cursor) => cursor.lagS),
                language,
              ),
          },
          { key: 'failures', head: texts.failures, number: true, cell: (one) => most(one, (cursor) => cursor.failures) },
          {
            key: 'acts',
            head: words.send,
            cell: (one) => (
              <div className="row">
                {one.standing !== 'approved' && <Button onClick={() => approved.mutate(one.id)}>{texts.approve}</Button>}
                {one.standing !== 'blocked' && <Button onClick={() => setBlocking(one)}>{texts.block}</Button>}
              </div>
            ),
          },
        ]}
      />
      {blocking !== null && (
        <AskReason
          danger
          title={`${texts.block}: ${blocking.name}`}
          act={texts.block}
          onClose={() => setBlocking(null)}
          onDo={async (reason) => {
            await api.post(`/api/outlets/${String(blocking.id)}/block`, { reason }, z.unknown());
            await again();
          }}
        />
      )}
    </div>
  );
}
