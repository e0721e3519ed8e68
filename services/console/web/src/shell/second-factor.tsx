import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button, TextField } from '../ui/index.ts';
import { fieldError } from '../api/problem-words.ts';
import { useLanguage, useTexts } from './language.ts';
import { LOGIN_TEXTS } from './login-texts.ts';
import { QrCode } from './qr-code.tsx';
import { confirmFactor, proposeFactor, renewSession } from './session.ts';
import { StepForm } from './step-form.tsx';

/** Sets the second factor up: a key for the phone, its first code, and recovery codes that are shown once. */
export function SetUpFactor({ onCodes, onKept }: { readonly onCodes: () => void; readonly onKept: () => void }) {
  const texts = useTexts(LOGIN_TEXTS);
  const language = useLanguage();
  const [code, setCode] = useState('');
  const proposed = useMutation({ mutationFn: proposeFactor });
  const { mutate: propose } = proposed;
  useEffect(() => propose(), [propose]);
  const confirmed = useMutation({
    mutationFn: () => confirmFactor(code.replaceAll(/\s/g, '')),
    onSuccess: async () => {
      onCodes();
      await renewSession();
    },
  });
  if (confirmed.data !== undefined)
    return (
      <section className="stack" aria-labelledby="codes">
        <h1 id="codes">{texts.codesTitle}</h1>
        <p>{texts.codesWhy}</p>
        <ul className="code">
          {confirmed.data.recoveryCodes.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
        <div className="row">
          <Button kind="main" size="big" onClick={onKept}>
            {texts.codesKept}
          </Button>
          <Button onClick={() => print()}>{texts.print}</Button>
        </div>
      </section>
    );
  return (
    <StepForm
      title={texts.setUpTitle}
      error={confirmed.error ?? proposed.error}
      busy={confirmed.isPending || proposed.data === undefined}
      act={texts.confirm}
      onSubmit={() => confirmed.mutate()}
    >
      <p>{texts.setUpWhy}</p>
      <p>
        {texts.secret}: <strong className="code">{proposed.data?.secret.replaceAll(/(.{4})(?=.)/g, '$1 ') ?? '…'}</strong>
      </p>
      {proposed.data !== undefined && (
        <>
          <QrCode text={proposed.data.uri} label={texts.qrCode} />
          <p>
            <a href={proposed.data.uri}>{texts.openApp}</a>
          </p>
        </>
      )}
      <TextField
        label={texts.code}
        error={fieldError(confirmed.error, 'code', language)}
        autoComplete="one-time-code"
        inputMode="numeric"
        value={code}
        onChange={({ target }) => setCode(target.value)}
      />
    </StepForm>
  );
}
