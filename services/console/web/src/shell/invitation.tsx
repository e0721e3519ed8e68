import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldError } from '../api/problem-words.ts';
import { TextField, toast } from '../ui/index.ts';
import { useLanguage, useTexts } from './language.ts';
import { LOGIN_TEXTS } from './login-texts.ts';
import { navigate } from './router.tsx';
import { acceptInvitation } from './session.ts';
import { StepForm } from './step-form.tsx';

/** Accepts an invitation: `/invitation#TOKEN`, whose part after the # no server and no log ever sees. */
export function Invitation() {
  const texts = useTexts(LOGIN_TEXTS);
  const language = useLanguage();
  const [token, setToken] = useState(() => location.hash.slice(1));
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [differs, setDiffers] = useState(false);
  const given = useMutation({
    mutationFn: () => acceptInvitation(token.trim(), password),
    onSuccess: ({ name }) => {
      toast(texts.accepted, 'good');
      navigate(`/login?name=${encodeURIComponent(name)}`, { replace: true });
    },
  });
  const submit = (): void => {
    setDiffers(password !== again);
    if (password === again) given.mutate();
  };
  return (
    <div className="frame-narrow">
      <StepForm title={texts.inviteTitle} error={given.error} busy={given.isPending} act={texts.setPassword} onSubmit={submit}>
        <p>{texts.inviteWhy}</p>
        <TextField
          label={texts.token}
          error={fieldError(given.error, 'token', language)}
          autoComplete="off"
          value={token}
          onChange={({ target }) => setToken(target.value)}
        />
        <TextField
          label={texts.newPassword}
          hint={texts.passwordHint}
          error={fieldError(given.error, 'password', language)}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
        <TextField
          label={texts.again}
          error={differs ? texts.differs : undefined}
          type="password"
          autoComplete="new-password"
          value={again}
          onChange={({ target }) => setAgain(target.value)}
        />
      </StepForm>
    </div>
  );
}
