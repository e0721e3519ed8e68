import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldError } from '../api/problem-words.ts';
import { TextField, toast } from '../ui/index.ts';
import { useLanguage, useTexts } from './language.ts';
import { LOGIN_TEXTS } from './login-texts.ts';
import { NewPasswordFields, useNewPassword } from './new-password.tsx';
import { navigate } from './router.tsx';
import { acceptInvitation } from './session.ts';
import { StepForm } from './step-form.tsx';

/** Accepts an invitation: `/invitation#TOKEN`, whose part after the # no server and no log ever sees. */
export function Invitation() {
  const texts = useTexts(LOGIN_TEXTS);
  const language = useLanguage();
  const [token, setToken] = useState(() => location.hash.slice(1));
  const chosen = useNewPassword();
  const given = useMutation({
    mutationFn: () => acceptInvitation(token.trim(), chosen.typed.password),
    onSuccess: ({ name }) => {
      toast(texts.accepted, 'good');
      navigate(`/login?name=${encodeURIComponent(name)}`, { replace: true });
    },
  });
  const submit = (): void => {
    if (chosen.isSame()) given.mutate();
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
        <NewPasswordFields of={chosen} error={given.error} />
      </StepForm>
    </div>
  );
}
