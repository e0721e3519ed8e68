import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { fieldError } from '../api/problem-words.ts';
import { Button, TextField } from '../ui/index.ts';
import { useLanguage, useTexts } from './language.ts';
import { LOGIN_TEXTS } from './login-texts.ts';
import type { GivenCode } from './session.ts';
import { StepForm } from './step-form.tsx';

/** Asks for a code of the second factor in force, or one of recovery, and does what it is for. */
export function CodeForm<T>({
  title,
  work,
  onDone,
  children,
}: {
  readonly title: string;
  readonly work: (given: GivenCode) => Promise<T>;
  readonly onDone: (answer: T) => void;
  readonly children?: ReactNode;
}) {
  const texts = useTexts(LOGIN_TEXTS);
  const language = useLanguage();
  const [byRecovery, setByRecovery] = useState(false);
  const [code, setCode] = useState('');
  const given = useMutation({
    mutationFn: () => work(byRecovery ? { recoveryCode: code } : { code: code.replaceAll(/\s/g, '') }),
    onSuccess: onDone,
  });
  const [label, hint] = byRecovery ? [texts.recovery, texts.recoveryHint] : [texts.code, texts.codeHint];
  return (
    <>
      <StepForm title={title} error={given.error} busy={given.isPending} act={texts.confirm} onSubmit={() => given.mutate()}>
        {children}
        <TextField
          key={label}
          label={label}
          hint={hint}
          error={fieldError(given.error, byRecovery ? 'recoveryCode' : 'code', language)}
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
          given.reset();
        }}
      >
        {byRecovery ? texts.useCode : texts.useRecovery}
      </Button>
    </>
  );
}
