import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldError, queryClient } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { NewPasswordFields, useNewPassword } from '../shell/new-password.tsx';
import { noteRenewal } from '../shell/session.ts';
import { StepForm } from '../shell/step-form.tsx';
import { TextField, toast } from '../ui/index.ts';
import { changePassword, OWN_KEY } from './own-api.ts';
import { OWN_TEXTS } from './own-texts.ts';

/** Another password for one's own account. */
export function PasswordForm({ name }: { readonly name: string }) {
  const texts = useTexts(OWN_TEXTS);
  const language = useLanguage();
  const [current, setCurrent] = useState('');
  const chosen = useNewPassword();
  const given = useMutation({
    mutationFn: () => changePassword(current, chosen.typed.password),
    onSuccess: async () => {
      setCurrent('');
      chosen.empty();
      toast(texts.passwordChanged, 'good');
      noteRenewal();
      await queryClient.invalidateQueries({ queryKey: OWN_KEY });
    },
  });
  const submit = (): void => {
    if (chosen.isSame()) given.mutate();
  };
  return (
    <StepForm title={texts.password} heading="h2" error={given.error} busy={given.isPending} act={texts.changePassword} onSubmit={submit}>
      <p className="quiet">{texts.passwordNote}</p>
      {/* So that whatever keeps passwords for people knows whose this is. */}
      <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
      <TextField
        label={texts.current}
        type="password"
        error={fieldError(given.error, 'current', language)}
        autoComplete="current-password"
        value={current}
        onChange={({ target }) => setCurrent(target.value)}
      />
      <NewPasswordFields of={chosen} error={given.error} />
    </StepForm>
  );
}
