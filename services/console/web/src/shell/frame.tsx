import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useLostSince } from '../api/connection.ts';
import { Button, Toasts, toast } from '../ui/index.ts';
import { AREAS, mayOpen } from './areas.ts';
import './frame.css';
import { inLanguage, languageNow, setLanguage, useLanguage, useTexts } from './language.ts';
import { LanguageOptions } from './language-options.tsx';
import type { Area } from './page.ts';
import { Link, navigate, useWhere } from './router.tsx';
import { type LoggedIn, logOut, useRenewals } from './session.ts';
import { SHELL_TEXTS } from './texts.ts';
import { setTheme, type Theme, THEMES, useTheme } from './theme.ts';

/** What is going on, on every page: a real warning interrupts an exercise, and the wall has it at hand. */
const LiveStream = lazy(async () => ({ default: (await import('../wall/live-stream.tsx')).LiveStream }));

/** What stands around every page: entrances, the pages of this one, whose session it is, language and appearance. */
export function Frame({
  session,
  area,
  children,
}: {
  readonly session: LoggedIn | null;
  readonly area: Area | null;
  readonly children: ReactNode;
}) {
  const texts = useTexts(SHELL_TEXTS);
  const language = useLanguage();
  const { path: here } = useWhere();
  const renewals = useRenewals();
  // On a narrow screen the pages stand in one line, which is wider than that.
  useEffect(() => {
    void document.querySelector('.frame-pages [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [here]);
  const open = (one: Area) =>
    session === null ? undefined : one.pages.find((page) => page.inNavigation !== false && mayOpen(page, session.roles));
  const pages = area?.pages.filter((page) => page.inNavigation !== false && session !== null && mayOpen(page, session.roles)) ?? [];
  return (
    <>
      <a className="frame-skip" href="#main">
        {texts.skip}
      </a>
      <LostBar />
      <header className="frame-top">
        <a className="frame-brand" href="/">
          Loa
        </a>
        {session !== null && (
          <nav aria-label={texts.entrances}>
            <ul className="frame-links">
              {AREAS.map((one) => {
                const first = open(one);
                return (
                  first && (
                    <li key={one.name} data-here={one.name === area?.name}>
                      <Link to={first.path}>{texts[one.name]}</Link>
                    </li>
                  )
                );
              })}
              {session.roles.some((role) => role === 'operator' || role === 'forecaster') && (
                <li>
                  <Link to={`/reports?language=${language}`}>{texts.reports}</Link>
                </li>
              )}
            </ul>
          </nav>
        )}
        <div className="frame-own">
          <Choices />
          {session !== null && (
            <>
              <Link className="frame-name" to="/account">
                {session.name}
              </Link>
              <Button kind="plain" onClick={() => void leave()}>
                {texts.logOut}
              </Button>
            </>
          )}
        </div>
      </header>
      {pages.length > 1 && (
        <nav className="frame-pages" aria-label={texts.pages}>
          <ul className="frame-links">
            {pages.map(({ path, title }) => (
              <li key={path}>
                <Link to={path}>{title[language]}</Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <main id="main" className="frame-main" tabIndex={-1}>
        {children}
      </main>
      {session !== null && (
        <Suspense>
          <LiveStream key={renewals} />
        </Suspense>
      )}
      <Toasts />
    </>
  );
}

async function leave(): Promise<void> {
  await logOut();
  navigate('/login');
}

function Choices() {
  const texts = useTexts(SHELL_TEXTS);
  const language = useLanguage();
  const theme = useTheme();
  return (
    <>
      <select
        data-choice="language"
        aria-label={texts.language}
        value={language}
        onChange={({ target }) => setLanguage(target.value === 'en' ? 'en' : 'vi')}
      >
        <LanguageOptions />
      </select>
      <select
        data-choice="theme"
        aria-label={texts.theme}
        value={theme}
        onChange={({ target }) => setTheme(THEMES.find((one) => one === target.value) ?? 'system')}
      >
        {THEMES.map((one: Theme, index) => (
          <option key={one} value={one}>
            {texts.themes[index]}
          </option>
        ))}
      </select>
    </>
  );
}

/** Says that what is on the screen may be old, and when it is right again. */
function LostBar() {
  const since = useLostSince();
  const texts = useTexts(SHELL_TEXTS);
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (since === null) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => {
      clearInterval(timer);
      toast(inLanguage(SHELL_TEXTS, languageNow()).healed, 'good');
    };
  }, [since]);
  if (since === null) return null;
  return (
    <div className="lost" role="alert">
      {texts.lost(String(Math.max(0, Math.round((now - since) / 1_000))))}
    </div>
  );
}
