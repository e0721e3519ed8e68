import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ApiProblem, expectedWords, useProblemWords } from '../api/index.ts';
import { defineTexts, useLanguage, useTexts } from '../shell/language.ts';
import { Button, Notice } from '../ui/index.ts';
import { preview, taken } from './answers.ts';
import './desk.css';
import { PreviewPanel } from './preview-panel.tsx';
import { Sent } from './sent.tsx';
import { REFUSALS } from './texts.ts';

const TEXTS = defineTexts({
  vi: { title: 'Nhập tin CAP', file: 'Tệp CAP 1.2 (.xml)', send: 'Phát tin này' },
  en: { title: 'Import CAP', file: 'CAP 1.2 file (.xml)', send: 'Send this' },
});
const CAP = { headers: { 'content-type': 'application/cap+xml' } };

/** A message in CAP: read, shown as what would become of it, and sent. */
export function CapPage() {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const [file, setFile] = useState<File | null>(null);
  const read = useMutation({
    mutationFn: (given: File) => api.post('/api/bulletins?dryRun=true&templates=emergency', given, preview, CAP),
  });
  const sending = useMutation({ mutationFn: (given: File) => api.post('/api/bulletins', given, taken, CAP) });
  const error = sending.error ?? read.error;
  const wrong = useProblemWords(error, REFUSALS[language]);
  if (sending.data !== undefined) return <Sent id={sending.data.id} />;
  return (
    <div className="stack desk-narrow">
      <h1>{texts.title}</h1>
      <div className="field">
        <label className="field-label" htmlFor="cap-file">
          {texts.file}
        </label>
        <input
          id="cap-file"
          type="file"
          accept=".xml,application/cap+xml"
          onChange={({ target }) => {
            const given = target.files?.[0] ?? null;
            setFile(given);
            if (given !== null) read.mutate(given);
          }}
        />
      </div>
      {wrong !== null && (
        <Notice tone="bad" role="alert">
          <p>{wrong}</p>
          {error instanceof ApiProblem && (
            <ul>
              {error.errors.map(({ path, expected }) => (
                <li key={`${path} ${expected}`}>
                  {path}: {expectedWords(expected, language)}
                </li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      {read.data !== undefined && <PreviewPanel preview={read.data} isBehind={read.isPending} />}
      {read.data !== undefined && file !== null && (
        <Button kind="danger" size="big" busy={sending.isPending} onClick={() => sending.mutate(file)}>
          {texts.send}
        </Button>
      )}
    </div>
  );
}
