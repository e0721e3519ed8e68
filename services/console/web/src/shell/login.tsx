import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button, TextField } from '../ui/index.ts';
import { useTexts } from './language.ts';
import { LOGIN_TEXTS } from './login-texts.ts';
import { navigate, useSearch } from './router.tsx';
import { SetUpFactor } from './second-factor.tsx';
import { giveCode, logIn, logOut, renewSession, type Session } from './session.ts';
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
      {step === 'code' && <CodeStep />}
      {(step === 'set-up' || stays) && (
        <SetUpFactor
          onCodes={() => setStays(true)}
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
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const given = useMutation({ mutationFn: () => logIn(name, password, next), onSuccess: renewSession });
  return (
    <div className="frame-narrow">
      <StepForm title={texts.title} error={given.error} busy={given.isPending} act={texts.logIn} onSubmit={() => given.mutate()}>
        <TextField
          label={texts.name}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <TextField
          label={texts.password}
          type="password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
      </StepForm>
    </div>
  );
}

function CodeStep() {
  const texts = useTexts(LOGIN_TEXTS);
  const [byRecovery, setByRecovery] = useState(false);
  const [code, setCode] = useState('');
  const given = useMutation({
    mutationFn: () => giveCode(byRecovery ? { recoveryCode: code } : { code: code.replaceAll(/\s/g, '') }),
    onSuccess: renewSession,
  });
  const [label, hint] = byRecovery ? [texts.recovery, texts.recoveryHint] : [texts.code, texts.codeHint];
  return (
    <>
      <StepForm title={texts.codeTitle} error={given.error} busy={given.isPending} act={texts.confirm} onSubmit={() => given.mutate()}>
        <TextField
          key={label}
          label={label}
          hint={hint}
          autoFocus
          autoComplete="one-time-code"
          inputMode={byRecovery ? 'text' : 'numeric'}
          value={code}
          onChange={({ target }) => setCode(target.value)}
        />
      </StepForm>
      <Button
        kind="plain"
        onClick={() => {
          setByRecovery(!byRecovery);
          setCode('');
        }}
      >
        {byRecovery ? texts.useCode : texts.useRecovery}
      </Button>
    </>
  );
}
