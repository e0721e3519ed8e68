import { useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Link } from '../shell/router.tsx';
import { useSession } from '../shell/session.ts';
import { Notice } from '../ui/index.ts';
import type { Series } from './answers.ts';
import { useSeriesList } from './calls.ts';
import './desk.css';
import { Drafts } from './drafts.tsx';
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
