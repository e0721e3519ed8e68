import { useMutation, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Link } from '../shell/router.tsx';
import { useSession } from '../shell/session.ts';
import { Badge, Button, Notice } from '../ui/index.ts';
import { type Draft, draftList, type Series } from './answers.ts';
import { forgetLists, useSeriesList } from './calls.ts';
import './desk.css';
import { shortTime } from './model.ts';
import { Ring } from './ring.tsx';
import { SeriesCard } from './series-card.tsx';
import { DESK_TEXTS, REFUSALS } from './texts.ts';
import { useTick } from './use-tick.ts';

/** Where forecasters come in: the issuer's series with what is due, and its drafts. */
export function DeskHome() {
  const texts = useTexts(DESK_TEXTS);
  const language = useLanguage();
  const { data, error } = useSeriesList();
  const wrong = useProblemWords(error, REFUSALS[language]);
  const now = useTick(data?.aheadMs ?? 0);
  const series = data?.series ?? [];
  const { data: session } = useSession();
  const mayWrite = session?.step === 'done' && session.roles.includes('forecaster');
  return (
    <div className="stack">
      <div className="row desk-top">
        <h1>{texts.title}</h1>
        {mayWrite && (
          <>
            <Link to="/desk/write" className="button desk-main">
              {texts.begin}
            </Link>
            <Link to="/desk/cap" className="button">
              {texts.importCap}
            </Link>
          </>
        )}
      </div>
      <Ring series={series} now={now} />
      {wrong !== null && <Notice tone="bad">{wrong}</Notice>}
      <h2>{texts.series}</h2>
      {data !== undefined && series.length === 0 && <p className="quiet">{texts.none}</p>}
      <div className="desk-cards">
        {series.map((one) => (
          <SeriesCard key={one.id} series={one} siblings={siblingsOf(one, series)} now={now} mayWrite={mayWrite} />
        ))}
      </div>
      {mayWrite && <Drafts />}
    </div>
  );
}

const CLOSED = ['ended', 'cancelled'];
const siblingsOf = ({ id, event, status }: Series, all: readonly Series[]): readonly Series[] =>
  all.filter((one) => one.id !== id && one.event.id === event.id && one.status === status && !CLOSED.includes(one.standing));

function Drafts() {
  const texts = useTexts(DESK_TEXTS);
  const { data } = useQuery({ queryKey: ['drafts'], queryFn: ({ signal }) => api.get('/api/drafts', draftList, { signal }) });
  const drop = useMutation({ mutationFn: ({ id }: Draft) => api.delete(`/api/drafts/${id}`, z.void()), onSettled: forgetLists });
  if (data === undefined || data.drafts.length === 0) return null;
  return (
    <section className="stack">
      <h2>{texts.drafts}</h2>
      <ul className="desk-drafts">
        {data.drafts.map((one) => (
          <li key={one.id} className="panel row">
            <strong>{one.title}</strong>
            <span className="quiet">{texts.draftBy(one.savedBy, shortTime(one.savedAt))}</span>
            {one.stale && <Badge tone="warn">{texts.stale}</Badge>}
            <Link to={`/desk/write?draft=${one.id}`}>{texts.open}</Link>
            <Button kind="plain" onClick={() => drop.mutate(one)} aria-label={`${texts.throwAway} ${one.title}`}>
              {texts.throwAway}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
