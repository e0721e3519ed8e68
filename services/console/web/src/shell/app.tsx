import { QueryClientProvider } from '@tanstack/react-query';
import { Component, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { HeldBanner } from '../approval/banner.tsx';
import { useProblemWords } from '../api/problem-words.ts';
import { queryClient } from '../api/query.ts';
import { Button, Notice } from '../ui/index.ts';
import { firstPage, mayOpen, pageAt } from './areas.ts';
import { Frame } from './frame.tsx';
import { Invitation } from './invitation.tsx';
import { useLanguage, useTexts } from './language.ts';
import { LogIn } from './login.tsx';
import { LOGIN_TEXTS } from './login-texts.ts';
import { navigate, useWhere } from './router.tsx';
import { type LoggedIn, takeEnding, useSession } from './session.ts';
import { SHELL_TEXTS } from './texts.ts';

/** The whole application. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Shell />
    </QueryClientProvider>
  );
}

function Shell() {
  const { path, search, visit } = useWhere();
  const texts = useTexts(SHELL_TEXTS);
  const loginTexts = useTexts(LOGIN_TEXTS);
  const { data: session, error, refetch } = useSession();
  const words = useProblemWords(error);
  useTitle(path === '/invitation' ? loginTexts.inviteTitle : path === '/login' ? loginTexts.title : null);
  const isOutside = path === '/login' || path === '/invitation';
  const wasIn = useRef(false);
  useEffect(() => {
    if (session === undefined) return;
    const isIn = session?.step === 'done';
    if (!isIn && !isOutside) {
      const why = wasIn.current ? `&ended=${takeEnding()}` : '';
      navigate(`/login?next=${encodeURIComponent(path + search)}${why}`, { replace: true });
    }
    wasIn.current = isIn;
  }, [session, isOutside, path, search]);
  const loggedIn = session?.step === 'done' ? session : null;
  if (path === '/invitation')
    return (
      <Frame session={null} area={null}>
        <Invitation />
      </Frame>
    );
  if (session === undefined)
    return (
      <Frame session={null} area={null}>
        {words === null ? (
          <p role="status">{texts.loading}</p>
        ) : (
          <Notice tone="bad" role="alert">
            <p>{words}</p>
            <Button onClick={() => void refetch()}>{texts.tryAgain}</Button>
          </Notice>
        )}
      </Frame>
    );
  if (path === '/login' || loggedIn === null)
    return (
      <Frame session={null} area={null}>
        <LogIn session={session} />
      </Frame>
    );
  return <Inside session={loggedIn} path={path} visit={visit} />;
}

function Inside({ session, path, visit }: { readonly session: LoggedIn; readonly path: string; readonly visit: number }) {
  const texts = useTexts(SHELL_TEXTS);
  const language = useLanguage();
  const found = pageAt(path);
  const first = firstPage(session.roles);
  useEffect(() => {
    if ((path === '/' || path === '/app') && first !== null) navigate(first, { replace: true });
  }, [path, first]);
  useTitle(found?.page.title[language] ?? null);
  const body =
    found === null ? (
      <h1>{texts.unknownPage}</h1>
    ) : mayOpen(found.page, session.roles) ? (
      <Suspense fallback={<p role="status">{texts.loading}</p>}>
        <found.page.Component parameters={found.parameters} />
      </Suspense>
    ) : (
      <Notice tone="bad">{first === null ? texts.noEntrance : texts.notYours}</Notice>
    );
  return (
    <Frame session={session} area={found?.area ?? null}>
      <HeldBanner session={session} />
      <Catch key={`${path} ${String(visit)}`} fallback={<Broken />}>
        {body}
      </Catch>
    </Frame>
  );
}

function Broken() {
  const texts = useTexts(SHELL_TEXTS);
  return (
    <Notice tone="bad" role="alert">
      <p>{texts.broken}</p>
      <Button onClick={() => location.reload()}>{texts.reload}</Button>
    </Notice>
  );
}

/** An error of one page leaves the frame standing. */
class Catch extends Component<{ readonly fallback: ReactNode; readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }
  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}

function useTitle(title: string | null): void {
  useEffect(() => {
    document.title = title === null ? 'Loa' : `${title} · Loa`;
  }, [title]);
}
