import { useState } from 'react';
import { fieldError } from '../api/problem-words.ts';
import { TextField } from '../ui/index.ts';
import { useLanguage, useTexts } from './language.ts';
import { LOGIN_TEXTS } from './login-texts.ts';

/** A new password, typed twice. */
export interface NewPassword {
  readonly password: string;
  readonly again: string;
  /** The two differed when the form was last sent. */
  readonly differs: boolean;
}

const EMPTY: NewPassword = { password: '', again: '', differs: false };

/** The state of {@link NewPasswordFields}; `isSame` is asked when the form is sent, and says beside the field where the two differ. */
export function useNewPassword() {
  const [typed, setTyped] = useState(EMPTY);
  return {
    typed,
    setTyped,
    empty: () => setTyped(EMPTY),
    isSame(): boolean {
      const differs = typed.password !== typed.again;
      setTyped({ ...typed, differs });
      return !differs;
    },
  };
}

/** Two fields for a new password; `error`: what the server said of it. */
export function NewPasswordFields({ of, error }: { readonly of: ReturnType<typeof useNewPassword>; readonly error: unknown }) {
  const texts = useTexts(LOGIN_TEXTS);
  const language = useLanguage();
  const { typed, setTyped } = of;
  return (
    <>
      <TextField
        label={texts.newPassword}
        hint={texts.passwordHint}
        error={fieldError(error, 'password', language)}
        type="password"
        autoComplete="new-password"
        value={typed.password}
        onChange={({ target }) => setTyped({ ...typed, password: target.value })}
      />
      <TextField
        label={texts.again}
        error={typed.differs ? texts.differs : undefined}
        type="password"
        autoComplete="new-password"
        value={typed.again}
        onChange={({ target }) => setTyped({ ...typed, again: target.value })}
      />
    </>
  );
}
