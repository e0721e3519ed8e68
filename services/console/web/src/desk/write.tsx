import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { useSearch } from '../shell/router.tsx';
import { useSession } from '../shell/session.ts';
import { Notice } from '../ui/index.ts';
import { draftList, type Series, type SeriesRead } from './answers.ts';
import { readSeries, useSeriesList } from './calls.ts';
import './desk.css';
import { BulletinForm } from './form.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { baseOf, beginning, goingOn, newId } from './open-sheet.ts';
import { type Opened, type Sheet, sheetOf } from './sheet.ts';
import { REFUSALS } from './texts.ts';

/** The form, filled from what the address names: a draft, a series, or nothing. */
export function WritePage() {
  const search = useSearch();
  // Another address is another bulletin: nothing of the one before stays.
  return <Opening key={search.toString()} search={search} />;
}

function Opening({ search }: { readonly search: URLSearchParams }) {
  const texts = useTexts(FORM_TEXTS);
  const language = useLanguage();
  const [series, draft] = [search.get('series'), search.get('draft')];
  const { data: session } = useSession();
  const list = useSeriesList();
  const drafts = useQuery({
    queryKey: ['drafts'],
    queryFn: ({ signal }) => api.get('/api/drafts', draftList, { signal }),
    enabled: draft !== null,
  });
  const saved = drafts.data?.drafts.find(({ id }) => id === draft) ?? null;
  const id = series ?? saved?.seriesId ?? null;
  const read = useQuery({
    // Read anew for every opening: what a page goes on with must be the newest then, and stand still after that.
    queryKey: ['series', id, search.toString()],
    gcTime: 0,
    queryFn: ({ signal }) => readSeries(id ?? '', signal),
    enabled: id !== null,
    staleTime: Infinity,
  });
  const others = (search.get('with') ?? '').split(',').filter(Boolean);
  const beside = useQueries({
    queries: others.map((other) => ({
      queryKey: ['series', other, search.toString()],
      gcTime: 0,
      queryFn: ({ signal }: { signal: AbortSignal }) => readSeries(other, signal),
      staleTime: Infinity,
    })),
  });
  const wrong = useProblemWords(
    list.error ?? drafts.error ?? read.error ?? beside.find(({ error }) => error !== null)?.error,
    REFUSALS[language],
  );
  const [draftId] = useState(() => draft ?? newId());
  if (wrong !== null) return <Notice tone="bad">{wrong}</Notice>;
  const isReady =
    list.data !== undefined &&
    (draft === null || drafts.data !== undefined) &&
    (id === null || read.data !== undefined) &&
    beside.every(({ data }) => data !== undefined);
  const issuer = session?.step === 'done' ? session.issuer : null;
  if (!isReady || issuer === null) return <p role="status">{texts.loading}</p>;
  const known = list.data.series;
  const from = read.data ?? null;
  const sheet = (of: Opened): Sheet => sheetOf(draftId, id, of);
  const first =
    saved !== null
      ? sheet({ written: saved.content, base: baseOf(from), after: saved.after, version: saved.version })
      : sheet(begun(from, known, { issuer, as: search.get('as'), event: search.get('event'), now: list.data.at }));
  const more = beside.flatMap(({ data: one }) => {
    const going = one === undefined ? null : goingOn(one, null);
    return one === undefined || going === null ? [] : [sheetOf(newId(), one.id, going)];
  });
  return <BulletinForm opened={[first, ...more]} known={known} aheadMs={list.data.aheadMs} />;
}

function begun(
  from: SeriesRead | null,
  known: readonly Series[],
  { issuer, as, event, now }: { issuer: string; as: string | null; event: string | null; now: string },
): Opened {
  const going = from === null ? null : goingOn(from, as);
  if (going !== null) return going;
  const of = known.find((one) => one.event.id === event) ?? null;
  return beginning(of === null ? 'storm' : 'heavy-rain', of, { issuer, now });
}
