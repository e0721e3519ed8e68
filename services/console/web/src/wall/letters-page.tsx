import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Button, Dialog, Notice, Table, toast } from '../ui/index.ts';
import { AskReason } from './ask-reason.tsx';
import { numberOf, timeOf } from './format.ts';
import { letterWords } from './letter-words.ts';
import { PAGE_TEXTS } from './page-texts.ts';
import { WALL_PROBLEMS, WALL_TEXTS } from './texts.ts';

const maybe = z.string().nullable();
const letter = z.object({
  ...{ id: z.number(), topic: z.string(), group: z.string(), reason: z.string(), at: z.string(), size: z.number() },
  ...{ envelopeId: maybe, replayedAt: maybe, replayedBy: maybe, droppedAt: maybe, droppedBy: maybe, dropReason: maybe },
});
type Letter = z.output<typeof letter>;
const letters = z.object({ notReplayed: z.number(), letters: z.array(letter) });
const KEY = ['dead-letters'];

/** Dead letters: why, what bytes, and what becomes of them. */
export function LettersPage() {
  const texts = useTexts(PAGE_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get('/api/dead-letters', letters, { signal }),
    refetchInterval: 10_000,
  });
  const again = () => client.invalidateQueries({ queryKey: KEY });
  const [shown, setShown] = useState<number | null>(null);
  const [dropping, setDropping] = useState<Letter | null>(null);
  const replayed = useMutation({
    mutationFn: (id: number) => api.post(`/api/dead-letters/${String(id)}/replay`, {}, z.unknown()),
    async onSuccess() {
      toast(texts.replayed, 'good');
      await again();
    },
  });
  const problem = useProblemWords(error ?? replayed.error, useTexts(WALL_PROBLEMS));
  const fate = (one: Letter): string => {
    if (one.droppedAt !== null) return `${texts.dropped} ${one.droppedBy ?? ''}: ${one.dropReason ?? ''}`;
    return one.replayedAt === null ? '' : `${texts.replayed} ${one.replayedBy ?? ''}, ${timeOf(one.replayedAt)}`;
  };
  return (
    <div className="stack">
      <h1>{texts.letters}</h1>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      <Table
        caption={texts.letters}
        captionHidden
        rows={data?.letters ?? []}
        rowKey={(one) => String(one.id)}
        empty={texts.lettersNone}
        columns={[
          { key: 'at', head: words.at, cell: (one) => timeOf(one.at) },
          { key: 'topic', head: texts.topic, cell: (one) => `${one.topic} → ${one.group}` },
          { key: 'reason', head: words.reason, cell: (one) => letterWords(one.reason, language) },
          { key: 'size', head: texts.size, number: true, cell: (one) => numberOf(one.size, language) },
          {
            key: 'acts',
            head: words.acts,
            cell: (one) => (
              <div className="row">
                {fate(one) !== '' && <span>{fate(one)}</span>}
                <Button onClick={() => setShown(one.id)}>{texts.bytes}</Button>
                {one.droppedAt === null && <Button onClick={() => replayed.mutate(one.id)}>{texts.replay}</Button>}
                {one.droppedAt === null && one.replayedAt === null && <Button onClick={() => setDropping(one)}>{texts.drop}</Button>}
              </div>
            ),
          },
        ]}
      />
      {shown !== null && <Bytes id={shown} onClose={() => setShown(null)} />}
      {dropping !== null && (
        <AskReason
          danger
          title={`${texts.drop}: ${dropping.topic} ${String(dropping.id)}`}
          act={texts.drop}
          onClose={() => setDropping(null)}
          onDo={async (reason) => {
            await api.post(`/api/dead-letters/${String(dropping.id)}/drop`, { reason }, z.unknown());
            await again();
          }}
        />
      )}
    </div>
  );
}

function Bytes({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const texts = useTexts(PAGE_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const { data } = useQuery({
    queryKey: [...KEY, id],
    queryFn: ({ signal }) => api.get(`/api/dead-letters/${String(id)}`, z.object({ base64: z.string() }), { signal }),
  });
  const bytes = data === undefined ? null : Uint8Array.from(atob(data.base64), (one) => one.charCodeAt(0));
  return (
    <Dialog title={texts.bytes} onClose={onClose}>
      <pre className="wall-bytes" tabIndex={0}>
        {bytes === null ? '…' : new TextDecoder().decode(bytes)}
      </pre>
      <div className="dialog-acts">
        <Button onClick={onClose}>{words.cancel}</Button>
      </div>
    </Dialog>
  );
}
