import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { api, fieldError, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { navigate } from '../shell/router.tsx';
import { Button, Dialog, LevelBadge, Notice, TextField, toast } from '../ui/index.ts';
import { numberOf, timeOf, titleOf } from './format.ts';
import type { LiveWarning } from './live.ts';
import { RECALL_TEXTS } from './recall-texts.ts';
import { WALL_TEXTS } from './texts.ts';

const answer = z.object({ recalledAt: z.string(), started: z.number(), stopped: z.number() });

/** Asks why, recalls, and leads on to the correction or withdrawal. */
export function RecallDialog({ one, onClose }: { readonly one: LiveWarning; readonly onClose: () => void }) {
  const texts = useTexts(RECALL_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const [reason, setReason] = useState('');
  const recalled = useMutation({
    mutationFn: () => api.post(`/api/warnings/${encodeURIComponent(one.id)}/recall`, { reason }, answer),
    onSuccess({ started, stopped }) {
      toast(texts.done(numberOf(started, language), numberOf(stopped, language)), 'good');
      onClose();
      navigate(`/wall/warnings/${one.id}`);
    },
  });
  const problem = useProblemWords(recalled.error);
  const { recalledAt, recalledBy } = one;
  return (
    <Dialog title={texts.title(titleOf(one, language))} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!recalled.isPending) recalled.mutate();
        }}
      >
        <div className="row">
          {one.status === 'Exercise' && <span className="wall-exercise">{words.exercise}</span>}
          <LevelBadge level={one.level} /> <span className="quiet">{one.issuerName ?? one.issuer}</span>
        </div>
        <p>{texts.what}</p>
        {recalledAt !== null && !recalled.isPending && <Notice tone="warn">{texts.already(recalledBy ?? '', timeOf(recalledAt))}</Notice>}
        {problem !== null && <Notice tone="bad">{problem}</Notice>}
        <TextField
          autoFocus
          label={texts.why}
          value={reason}
          maxLength={500}
          error={fieldError(recalled.error, 'reason', language)}
          onChange={({ target }) => setReason(target.value)}
        />
        <div className="dialog-acts">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="danger" size="big" type="submit" busy={recalled.isPending}>
            {texts.act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
