import { role, type Role } from '@loa/domain/account';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldError, queryClient, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Button, CheckBox, Notice, SelectField, TextField } from '../ui/index.ts';
import { type Account, ACCOUNTS_KEY, changeRights, invite, type Invited, ISSUERS_KEY, listIssuers } from './accounts-api.ts';
import { ACCOUNT_TEXTS } from './texts.ts';

export interface RightsFormProps {
  /** Whose rights are changed; null: a new account is made. */
  readonly account: Account | null;
  readonly onDone: (invited: Invited | null) => void;
  readonly onCancel?: () => void;
}

/** Name, roles and issuer of an account. */
export function RightsForm({ account, onDone, onCancel }: RightsFormProps) {
  const texts = useTexts(ACCOUNT_TEXTS);
  const language = useLanguage();
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>(account?.roles ?? []);
  const [issuer, setIssuer] = useState(account?.issuer ?? '');
  const { data: issuers, error: notListed } = useQuery({ queryKey: ISSUERS_KEY, queryFn: listIssuers });
  const given = useMutation({
    mutationFn: async (): Promise<Invited | null> => {
      const rights = { roles: [...roles], issuer: issuer === '' ? null : issuer };
      if (account === null) return invite({ name, ...rights });
      await changeRights(account.id, rights);
      return null;
    },
    onSuccess: async (invited) => {
      await queryClient.invalidateQueries({ queryKey: ACCOUNTS_KEY });
      onDone(invited);
    },
  });
  const words = useProblemWords(given.error ?? notListed);
  const error = (path: string) => fieldError(given.error, path, language);
  const rolesError = error('roles');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!given.isPending) given.mutate();
      }}
    >
      {words !== null && (
        <Notice tone="bad" role="alert">
          {words}
        </Notice>
      )}
      {account === null && (
        <TextField
          label={texts.name}
          hint={texts.nameHint}
          error={error('name')}
          autoComplete="off"
          autoCapitalize="none"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      )}
      <fieldset>
        <legend>{texts.roles}</legend>
        {role.options.map((one) => (
          <CheckBox
            key={one}
            label={texts[one]}
            checked={roles.includes(one)}
            onChange={({ target }) => setRoles(target.checked ? [...roles, one] : roles.filter((other) => other !== one))}
          />
        ))}
        {rolesError !== undefined && (
          <span className="field-bad" role="alert">
            {rolesError}
          </span>
        )}
      </fieldset>
      <SelectField
        label={texts.issuer}
        hint={texts.issuerHint}
        error={error('issuer')}
        value={issuer}
        onChange={({ target }) => setIssuer(target.value)}
      >
        <option value="">{texts.noIssuer}</option>
        {(issuers ?? (account?.issuer ? [{ id: account.issuer, name: account.issuer }] : [])).map(({ id, name }) => (
          <option key={id} value={id}>
            {name === id ? id : `${name} (${id})`}
          </option>
        ))}
      </SelectField>
      {account !== null && <p className="quiet">{texts.rightsNote}</p>}
      <div className="row">
        <Button kind="main" type="submit" busy={given.isPending}>
          {account === null ? texts.invite : texts.save}
        </Button>
        {onCancel && <Button onClick={onCancel}>{texts.cancel}</Button>}
      </div>
    </form>
  );
}
