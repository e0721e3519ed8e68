import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { fieldError, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Button, Dialog, Notice, TextField } from '../ui/index.ts';
import { WALL_PROBLEMS, WALL_TEXTS } from './texts.ts';

export interface AskReasonProps {
  readonly title: string;
  /** What the button says. */
  readonly act: string;
  readonly danger?: boolean;
  /** Does it. The reason is never empty by itself: the server refuses that, in words beside the field. */
  readonly onDo: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
  /** Further fields, given what is wrong with one of them by its path. */
  readonly children?: (wrong: (path: string) => string | undefined) => ReactNode;
}

/** A dialogue that asks why, does it, and closes; a refusal stands in it. */
export function AskReason({ title, act, danger = false, onDo, onClose, children }: AskReasonProps) {
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const [reason, setReason] = useState('');
  const done = useMutation({ mutationFn: () => onDo(reason), onSuccess: onClose });
  const wrong = (path: string): string | undefined => fieldError(done.error, path, language);
  const problem = useProblemWords(done.error, useTexts(WALL_PROBLEMS));
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!done.isPending) done.mutate();
        }}
      >
        {problem !== null && <Notice tone="bad">{problem}</Notice>}
        {children?.(wrong)}
        <TextField
          label={words.reason}
          value={reason}
          maxLength={500}
          error={wrong('reason')}
          onChange={({ target }) => setReason(target.value)}
        />
        <div className="dialog-acts">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind={danger ? 'danger' : 'main'} size="big" type="submit" busy={done.isPending}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
