import { bulletinTypes, hazardGroup } from '@loa/domain/bulletin';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { useSearch } from '../shell/router.tsx';
import { useSession } from '../shell/session.ts';
import { Notice } from '../ui/index.ts';
import { draftList, type Series, type SeriesRead } from './answers.ts';
import { readSeries, useSeriesList } from './calls.ts';
import './desk.css';
import { BulletinForm, type Opened } from './form.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { correctionOf, firstBulletin } from './model.ts';
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
  const wrong = useProblemWords(list.error ?? drafts.error ?? read.error, REFUSALS[language]);
  const [draftId] = useState(() => draft ?? newId());
  if (wrong !== null) return <Notice tone="bad">{wrong}</Notice>;
  const isReady = list.data !== undefined && (draft === null || drafts.data !== undefined) && (id === null || read.data !== undefined);
  const issuer = session?.step === 'done' ? session.issuer : null;
  if (!isReady || issuer === null) return <p role="status">{texts.loading}</p>;
  const known = list.data.series;
  const from = read.data ?? null;
  const opened: Opened =
    saved === null
      ? { ...begun(from, known, { issuer, as: search.get('as'), event: search.get('event'), now: list.data.at }), version: 0 }
      : { written: saved.content, base: baseOf(from), after: saved.after, version: saved.version };
  return <BulletinForm opened={opened} draftId={draftId} known={known} aheadMs={list.data.aheadMs} seriesId={id} />;
}

/** `crypto.randomUUID` would not be there where a page comes without https. */
const newId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const baseOf = (from: SeriesRead | null): Opened['base'] =>
  from === null ? null : (from.bulletins.find(({ id }) => id === from.next.from)?.bulletin ?? null);

function begun(
  from: SeriesRead | null,
  known: readonly Series[],
  { issuer, as, event, now }: { issuer: string; as: string | null; event: string | null; now: string },
): Omit<Opened, 'version'> {
  const base = baseOf(from);
  if (from !== null && base !== null) {
    const { bulletin } = from.next;
    return { base, after: from.last.sequence, written: as === 'correction' ? correctionOf(base, bulletin) : bulletin };
  }
  const of = known.find((one) => one.event.id === event);
  const hazard = of === undefined ? 'storm' : 'heavy-rain';
  const named = of?.event.name === undefined ? {} : { name: of.event.name };
  const status = of?.status === 'Actual' ? 'Actual' : 'Exercise';
  const type = bulletinTypes(hazard)[0]?.id ?? '';
  const written = firstBulletin({
    ...{ issuer, hazard, type, status, now },
    family: hazardGroup(hazard),
    event: { id: of?.event.id ?? '', ...named },
  });
  return { base: null, after: 0, written };
}
