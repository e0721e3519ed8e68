import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Link } from '../shell/router.tsx';
import { Badge, Button } from '../ui/index.ts';
import { type Draft, draftList } from './answers.ts';
import { forgetLists, saveDraft } from './calls.ts';
import { shortTime } from './model.ts';
import { DESK_TEXTS, REFUSALS } from './texts.ts';

/** The issuer's drafts. One that is thrown away can be taken back as long as the page stands. */
export function Drafts() {
  const texts = useTexts(DESK_TEXTS);
  const { data } = useQuery({
    queryKey: ['drafts'],
    queryFn: ({ signal }) => api.get('/api/drafts', draftList, { signal }),
  });
  const [thrown, setThrown] = useState<readonly Draft[]>([]);
  const gone = new Set(thrown.map(({ id }) => id));
  const all = [...(data?.drafts ?? []).filter(({ id }) => !gone.has(id)), ...thrown];
  if (all.length === 0) return null;
  return (
    <section className="stack">
      <h2>{texts.drafts}</h2>
      <ul className="desk-drafts">
        {all
          .toSorted((one, other) => other.savedAt.localeCompare(one.savedAt))
          .map((one) => (
            <DraftRow
              key={one.id}
              draft={one}
              isThrown={gone.has(one.id)}
              onThrow={(draft) => setThrown((before) => [...before, draft])}
              onBack={() => setThrown((before) => before.filter(({ id }) => id !== one.id))}
            />
          ))}
      </ul>
    </section>
  );
}

interface DraftRowProps {
  readonly draft: Draft;
  readonly isThrown: boolean;
  /** It was thrown away, as it stood last. */
  readonly onThrow: (draft: Draft) => void;
  readonly onBack: () => void;
}

function DraftRow({ draft, isThrown, onThrow, onBack }: DraftRowProps) {
  const texts = useTexts(DESK_TEXTS);
  const language = useLanguage();
  const act = useRef<HTMLSpanElement>(null);
  const { id, title, savedBy, savedAt, stale } = draft;
  const drop = useMutation({
    mutationFn: async () => {
      // Somebody else may have saved it since the list was read: what can be taken back is what was thrown away.
      const { drafts } = await api.get('/api/drafts', draftList);
      await api.delete(`/api/drafts/${id}`, z.void());
      return drafts.find((one) => one.id === id) ?? draft;
    },
    onSuccess: onThrow,
    onSettled: forgetLists,
  });
  const undo = useMutation({
    mutationFn: () => {
      const { seriesId, after, content } = draft;
      return saveDraft(id, { title, seriesId, after, version: 0, content });
    },
    onSuccess: onBack,
  });
  // Whoever uses the keyboard stays where they were: on what undoes the last press.
  const was = useRef(isThrown);
  useEffect(() => {
    if (was.current !== isThrown) act.current?.querySelector('button')?.focus();
    was.current = isThrown;
  }, [isThrown]);
  const wrong = useProblemWords(drop.error ?? undo.error, REFUSALS[language]);
  return (
    <li className="panel row">
      {isThrown ? (
        <span role="status">{texts.thrownAway(title)}</span>
      ) : (
        <>
          <strong>{title}</strong>
          <span className="quiet">{texts.draftBy(savedBy, shortTime(savedAt))}</span>
          {stale && <Badge tone="warn">{texts.stale}</Badge>}
          <Link to={`/desk/write?draft=${id}`}>{texts.open}</Link>
        </>
      )}
      <span ref={act}>
        {isThrown ? (
          <Button busy={undo.isPending} onClick={() => undo.mutate()} aria-label={`${texts.undo}: ${title}`}>
            {texts.undo}
          </Button>
        ) : (
          <Button kind="plain" busy={drop.isPending} onClick={() => drop.mutate()} aria-label={`${texts.throwAway} ${title}`}>
            {texts.throwAway}
          </Button>
        )}
      </span>
      {wrong !== null && (
        <span className="field-bad" role="alert">
          {wrong}
        </span>
      )}
    </li>
  );
}
