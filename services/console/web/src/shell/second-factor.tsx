import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button, TextField } from '../ui/index.ts';
import { fieldError } from '../api/problem-words.ts';
import { useLanguage, useTexts } from './language.ts';
import { LOGIN_TEXTS } from './login-texts.ts';
import { QrCode } from './qr-code.tsx';
import { confirmFactor, proposeFactor, type ProposedFactor } from './session.ts';
import { StepForm } from './step-form.tsx';

interface SetUpProps {
  /** Why there is one, and how it is set up. */
  readonly why: string;
  /** Recovery codes are shown, this once. */
  readonly onCodes: () => void;
  readonly onKept: () => void;
}

/** Sets the first second factor up: a key for the phone, its first code, and recovery codes that are shown once. */
export function SetUpFactor(steps: SetUpProps) {
  const { mutate: propose, data, error } = useMutation({ mutationFn: () => proposeFactor({}) });
  useEffect(() => propose(), [propose]);
  return <ConfirmFactor {...steps} proposed={data} refused={error} />;
}

/** The steps after a key was proposed; undefined: it is on its way. */
export function ConfirmFactor({
  why,
  proposed,
  refused = null,
  onCodes,
  onKept,
}: SetUpProps & { readonly proposed: ProposedFactor | undefined; readonly refused?: unknown }) {
  const texts = useTexts(LOGIN_TEXTS);
  const language = useLanguage();
  const [code, setCode] = useState('');
  const confirmed = useMutation({ mutationFn: () => confirmFactor(code.replaceAll(/\s/g, '')), onSuccess: onCodes });
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
      error={confirmed.error ?? refused}
      busy={confirmed.isPending || proposed === undefined}
      act={texts.confirm}
      onSubmit={() => confirmed.mutate()}
    >
      <p>{why}</p>
      <p>
        {texts.secret}: <strong className="code">{proposed?.secret.replaceAll(/(.{4})(?=.)/g, '$1 ') ?? '…'}</strong>
      </p>
      {proposed !== undefined && (
        <>
          <QrCode text={proposed.uri} label={texts.qrCode} />
          <p>
            <a href={proposed.uri}>{texts.openApp}</a>
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
