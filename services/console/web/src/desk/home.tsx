import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useTexts } from '../shell/language.ts';
import { LoaMap } from '../map/loa-map.tsx';
import { Notice } from '../ui/index.ts';
import { DESK_TEXTS } from './texts.ts';

const rulebook = z.object({ id: z.string() });

/** Where forecasters come in. */
export function DeskHome() {
  const texts = useTexts(DESK_TEXTS);
  const { data, error } = useQuery({ queryKey: ['rulebook'], queryFn: ({ signal }) => api.get('/api/rulebook', rulebook, { signal }) });
  const words = useProblemWords(error);
  return (
    <>
      <h1>{texts.title}</h1>
      {words !== null && <Notice tone="bad">{words}</Notice>}
      {data && <p>{texts.rulebook(data.id)}</p>}
      <LoaMap label={texts.title} />
    </>
  );
}
