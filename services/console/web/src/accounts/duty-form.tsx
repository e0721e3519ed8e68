import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldError, queryClient, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Button, Notice, TextField } from '../ui/index.ts';
import { type Account, ACCOUNTS_KEY, putDuty } from './accounts-api.ts';
import { ACCOUNT_TEXTS } from './texts.ts';

/** Where an approver is called when citizens wait. What is kept is never shown again: it is written anew, or taken away. */
export function DutyForm({ account, onDone, onCancel }: { account: Account; onDone: () => void; onCancel: () => void }) {
  const texts = useTexts(ACCOUNT_TEXTS);
  const language = useLanguage();
  const [phone, setPhone] = useState('');
  const [email, setEmail] = useState('');
  const given = useMutation({
    mutationFn: () =>
      putDuty(account.id, { phone: phone.trim() === '' ? null : phone.trim(), email: email.trim() === '' ? null : email.trim() }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ACCOUNTS_KEY });
      onDone();
    },
  });
  const words = useProblemWords(given.error);
  const error = (path: string) => fieldError(given.error, path, language);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!given.isPending) given.mutate();
      }}
    >
      <p>{texts.dutyWhy}</p>
      <p className="quiet">{texts.dutyKept(account.hasDutyPhone, account.hasDutyEmail)}</p>
      {words !== null && (
        <Notice tone="bad" role="alert">
          {words}
        </Notice>
      )}
      <TextField
        label={texts.dutyPhone}
        hint={texts.dutyPhoneHint}
        error={error('phone')}
        type="tel"
        autoComplete="off"
        value={phone}
        onChange={({ target }) => setPhone(target.value)}
      />
      <TextField
        label={texts.dutyEmail}
        error={error('email')}
        type="email"
        autoComplete="off"
        value={email}
        onChange={({ target }) => setEmail(target.value)}
      />
      <div className="row">
        <Button kind="main" type="submit" busy={given.isPending}>
          {texts.save}
        </Button>
        <Button onClick={onCancel}>{texts.cancel}</Button>
      </div>
    </form>
  );
}
