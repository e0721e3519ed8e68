import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { fieldError, queryClient, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Button, Dialog, Notice, TextArea, toast } from '../ui/index.ts';
import { answer, type AnswerName, type Held } from './held.ts';
import { APPROVAL_TEXTS, REFUSAL_WORDS } from './texts.ts';

const LONGEST_REASON = 500;

/** The second press: says what it does, takes the reason where one is needed, and shows a refusal where it stands. */
export function AnswerDialog({
  held,
  name,
  citizens,
  onClose,
}: {
  readonly held: Held;
  readonly name: AnswerName;
  readonly citizens: string | null;
  readonly onClose: () => void;
}) {
  const texts = useTexts(APPROVAL_TEXTS);
  const language = useLanguage();
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => answer(held.warning, name, name === 'approve' ? null : reason),
    onSuccess: () => {
      toast(texts.done, 'good');
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['approvals'] }),
  });
  const words = useProblemWords(error, useTexts(REFUSAL_WORDS));
  const title = { approve: texts.approveTitle, refuse: texts.refuseTitle, alone: texts.aloneTitle }[name];
  const now = { approve: texts.approveNow, refuse: texts.refuseNow, alone: texts.aloneNow }[name];
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!isPending) mutate();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={send} noValidate>
        <p>
          <strong>{held.headline[language]}</strong>
        </p>
        {citizens !== null && <p>{citizens}</p>}
        {name === 'refuse' && <p>{texts.refuseSays}</p>}
        {name === 'alone' && <p>{texts.aloneSays}</p>}
        {name !== 'approve' && (
          <TextArea
            label={texts.reason}
            value={reason}
            maxLength={LONGEST_REASON}
            rows={3}
            error={fieldError(error, 'reason', language)}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
        {words !== null && (
          <Notice tone="bad" role="alert">
            {words}
          </Notice>
        )}
        <div className="row">
          <Button type="submit" kind={name === 'alone' ? 'danger' : 'main'} size="big" busy={isPending} autoFocus={name === 'approve'}>
            {now}
          </Button>
          <Button size="big" onClick={onClose}>
            {texts.back}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
