import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button, Notice, TextField } from '../ui/index.ts';
import { fieldError } from '../api/problem-words.ts';
import { useLanguage, useTexts } from './language.ts';
import { CodeForm } from './code-form.tsx';
import { ENDED_TEXTS, LOGIN_TEXTS, REFUSED_TEXTS } from './login-texts.ts';
import { navigate, useSearch } from './router.tsx';
import { SetUpFactor } from './second-factor.tsx';
import { askWays, ENDINGS, giveCode, logIn, logOut, renewSession, type Session } from './session.ts';
import { StepForm } from './step-form.tsx';

/** Everything between nobody and somebody: password, then the second factor or its set-up. */
export function LogIn({ session }: { readonly session: Session | null }) {
  const texts = useTexts(LOGIN_TEXTS);
  const step = session?.step ?? 'password';
  // Recovery codes are shown when the session is already complete.
  const [stays, setStays] = useState(false);
  const next = useSearch().get('next') ?? '/';
  useEffect(() => {
    if (step === 'done' && !stays) navigate(next === '/login' ? '/' : next, { replace: true });
  }, [step, stays, next]);
  if (step === 'password') return <PasswordStep next={next} />;
  return (
    <div className="frame-narrow stack">
      {step === 'code' && <CodeForm title={texts.codeTitle} work={giveCode} onDone={() => void renewSession()} />}
      {(step === 'set-up' || stays) && (
        <SetUpFactor
          why={texts.setUpWhy}
          onCodes={() => {
            setStays(true);
            void renewSession();
          }}
          onKept={() => {
            setStays(false);
          }}
        />
      )}
      {step !== 'done' && (
        <Button kind="plain" onClick={() => void logOut()}>
          {texts.other}
        </Button>
      )}
    </div>
  );
}

function PasswordStep({ next }: { readonly next: string }) {
  const texts = useTexts(LOGIN_TEXTS);
  const language = useLanguage();
  const known = useSearch().get('name') ?? '';
  const [name, setName] = useState(known);
  const [password, setPassword] = useState('');
  const given = useMutation({ mutationFn: () => logIn(name, password, next), onSuccess: renewSession });
  return (
    <div className="frame-narrow stack">
      <Ended />
      <Refused />
      <StepForm title={texts.title} error={given.error} busy={given.isPending} act={texts.logIn} onSubmit={() => given.mutate()}>
        <TextField
          label={texts.name}
          error={fieldError(given.error, 'name', language)}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={known === ''}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <TextField
          label={texts.password}
          error={fieldError(given.error, 'password', language)}
          type="password"
          name="password"
          autoComplete="current-password"
          autoFocus={known !== ''}
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
      </StepForm>
      <OtherWay next={next} />
    </div>
  );
}

/** The way by the log-in provider, where there is one: a link that leaves the application. */
function OtherWay({ next }: { readonly next: string }) {
  const texts = useTexts(LOGIN_TEXTS);
  const { data } = useQuery({ queryKey: ['ways'], queryFn: askWays, staleTime: Infinity });
  if (data?.oidc == null) return null;
  return (
    <p>
      <a href={`/api/session/oidc?next=${encodeURIComponent(next)}`}>{texts.by(data.oidc.provider)}</a>
    </p>
  );
}

/** Why a session ended that was open here. */
function Ended() {
  const code = useSearch().get('ended');
  const words = useTexts(ENDED_TEXTS);
  const why = ENDINGS.find((one) => one === code);
  if (why === undefined) return null;
  return (
    <Notice tone="warn" role="alert">
      {words[why]}
    </Notice>
  );
}

/** Why the provider's answer did not lead in. */
function Refused() {
  const code = useSearch().get('refused');
  const words: Readonly<Record<string, string>> = useTexts(REFUSED_TEXTS);
  if (code === null) return null;
  return (
    <Notice tone="bad" role="alert">
      {words[code] ?? words['oidc-failed']}
    </Notice>
  );
}
