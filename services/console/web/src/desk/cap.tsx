import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ApiProblem, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Button, Notice } from '../ui/index.ts';
import { type Preview, preview, taken } from './answers.ts';
import { CAP_TEXTS, capErrorWords, capRefusals } from './cap-words.ts';
import './desk.css';
import { PreviewPanel } from './preview-panel.tsx';
import { SendDialog } from './send-dialog.tsx';
import { Sent } from './sent.tsx';

const CAP = { headers: { 'content-type': 'application/cap+xml' } };

/** A message in CAP: read, shown as what would become of it, and sent. */
export function CapPage() {
  const texts = useTexts(CAP_TEXTS);
  const language = useLanguage();
  const [file, setFile] = useState<File | null>(null);
  const read = useMutation({
    mutationFn: (given: File) => api.post('/api/bulletins?dryRun=true&templates=emergency', given, preview, CAP),
  });
  const sending = useMutation({ mutationFn: (given: File) => api.post('/api/bulletins', given, taken, CAP) });
  const [asking, setAsking] = useState(false);
  const error = sending.error ?? read.error;
  const wrong = useProblemWords(error, capRefusals(language));
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
            sending.reset();
            read.reset();
            if (given !== null) read.mutate(given);
          }}
        />
      </div>
      {wrong !== null && (
        <Notice tone="bad" role="alert">
          <p>{wrong}</p>
          {error instanceof ApiProblem && (
            <ul>
              {error.errors.map((one) => (
                <li key={`${one.path} ${one.expected}`}>{capErrorWords(one, language)}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      {read.data !== undefined && <PreviewPanel preview={read.data} isBehind={read.isPending} />}
      {read.data?.decision === 'issued' && file !== null && (
        <Button kind="danger" size="big" busy={sending.isPending} onClick={() => setAsking(true)}>
          {texts.send}
        </Button>
      )}
      {asking && read.data !== undefined && file !== null && (
        <SendDialog
          isLive={read.data.status === 'Actual'}
          toType={takesBack(read.data) ? null : read.data.toType}
          busy={sending.isPending}
          what={[]}
          levelsLeft={read.data.areas.some(({ level }) => level === null)}
          wrong={wrong}
          onSend={() => sending.mutate(file)}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

/** Ending and cancelling wait for nothing. */
const takesBack = ({ changes }: Preview): boolean => changes.every(({ change }) => change === 'ended' || change === 'cancelled');
