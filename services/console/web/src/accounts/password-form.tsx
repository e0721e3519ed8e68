import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldError, queryClient } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { LOGIN_TEXTS } from '../shell/login-texts.ts';
import { noteRenewal } from '../shell/session.ts';
import { StepForm } from '../shell/step-form.tsx';
import { TextField, toast } from '../ui/index.ts';
import { changePassword, OWN_KEY } from './own-api.ts';
import { OWN_TEXTS } from './own-texts.ts';

/** Another password for one's own account. */
export function PasswordForm({ name }: { readonly name: string }) {
  const texts = useTexts(OWN_TEXTS);
  const words = useTexts(LOGIN_TEXTS);
  const language = useLanguage();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [differs, setDiffers] = useState(false);
  const given = useMutation({
    mutationFn: () => changePassword(current, password),
    onSuccess: async () => {
      for (const empty of [setCurrent, setPassword, setAgain]) empty('');
      toast(texts.passwordChanged, 'good');
      noteRenewal();
      await queryClient.invalidateQueries({ queryKey: OWN_KEY });
    },
  });
  const submit = (): void => {
    setDiffers(password !== again);
    if (password === again) given.mutate();
  };
  const field = { type: 'password' } as const;
  return (
    <StepForm title={texts.password} heading="h2" error={given.error} busy={given.isPending} act={texts.changePassword} onSubmit={submit}>
      <p className="quiet">{texts.passwordNote}</p>
      {/* So that whatever keeps passwords for people knows whose this is. */}
      <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
      <TextField
        {...field}
        label={texts.current}
        error={fieldError(given.error, 'current', language)}
        autoComplete="current-password"
        value={current}
        onChange={({ target }) => setCurrent(target.value)}
      />
      <TextField
        {...field}
        label={words.newPassword}
        hint={words.passwordHint}
        error={fieldError(given.error, 'password', language)}
        autoComplete="new-password"
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      <TextField
        {...field}
        label={words.again}
        error={differs ? words.differs : undefined}
        autoComplete="new-password"
        value={again}
        onChange={({ target }) => setAgain(target.value)}
      />
    </StepForm>
  );
}
