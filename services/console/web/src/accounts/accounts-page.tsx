import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queryClient, useProblemWords } from '../api/index.ts';
import { useTexts } from '../shell/language.ts';
import { SHELL_TEXTS } from '../shell/texts.ts';
import { Badge, Button, Dialog, Notice, Table, toast, type Tone } from '../ui/index.ts';
import { type Account, ACCOUNTS_KEY, type AccountState, disable, type Invited, listAccounts, reset, stateOf } from './accounts-api.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { DutyForm } from './duty-form.tsx';
import { InvitationDialog } from './invitation-dialog.tsx';
import { RightsForm } from './rights-form.tsx';
import { ACCOUNT_TEXTS } from './texts.ts';

const TONES: Readonly<Record<AccountState, Tone>> = { disabled: 'bad', invited: 'warn', noFactor: 'warn', ready: 'good' };
type Open =
  | { readonly what: 'new' }
  | { readonly what: 'rights' | 'duty' | 'disable' | 'reset'; readonly account: Account }
  | { readonly what: 'invited'; readonly invited: Invited };

/** Accounts, for administrators: list, invite, rights, disable, reset. */
export function AccountsPage() {
  const texts = useTexts(ACCOUNT_TEXTS);
  const shell = useTexts(SHELL_TEXTS);
  const { data, error } = useQuery({ queryKey: ACCOUNTS_KEY, queryFn: listAccounts });
  const enabled = useMutation({
    mutationFn: (account: Account) => disable(account.id, false),
    onSuccess: async ({ name }) => {
      await queryClient.invalidateQueries({ queryKey: ACCOUNTS_KEY });
      toast(`${name}: ${texts.ready}`, 'good');
    },
  });
  const words = useProblemWords(enabled.error ?? error);
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const show = (invited: Invited | null): void => setOpen(invited === null ? null : { what: 'invited', invited });
  return (
    <div className="stack">
      <div className="row">
        <h1>{texts.title}</h1>
        <Button kind="main" onClick={() => setOpen({ what: 'new' })}>
          {texts.add}
        </Button>
      </div>
      {words !== null && (
        <Notice tone="bad" role="alert">
          {words}
        </Notice>
      )}
      <Table
        caption={texts.title}
        captionHidden
        rows={data ?? []}
        rowKey={({ id }) => id}
        empty={data === undefined ? shell.loading : texts.none}
        columns={[
          { key: 'name', head: texts.name, cell: ({ name }) => name },
          { key: 'roles', head: texts.roles, cell: ({ roles }) => roles.map((one) => texts[one]).join(', ') },
          { key: 'issuer', head: texts.issuer, cell: ({ issuer }) => issuer ?? '' },
          { key: 'state', head: texts.state, cell: (one) => <Badge tone={TONES[stateOf(one)]}>{texts[stateOf(one)]}</Badge> },
          { key: 'made', head: texts.made, cell: ({ createdBy }) => createdBy },
          {
            key: 'acts',
            head: texts.acts,
            cell: (account) => (
              <div className="row">
                <Button onClick={() => setOpen({ what: 'rights', account })}>{texts.rights}</Button>
                {account.roles.includes('approver') && <Button onClick={() => setOpen({ what: 'duty', account })}>{texts.duty}</Button>}
                <Button onClick={() => setOpen({ what: 'reset', account })}>{texts.reset}</Button>
                {account.disabled ? (
                  <Button busy={enabled.isPending} onClick={() => enabled.mutate(account)}>
                    {texts.enable}
                  </Button>
                ) : (
                  <Button onClick={() => setOpen({ what: 'disable', account })}>{texts.disable}</Button>
                )}
              </div>
            ),
          },
        ]}
      />
      {open?.what === 'new' && (
        <Dialog title={texts.add} onClose={close}>
          <RightsForm account={null} onDone={show} onCancel={close} />
        </Dialog>
      )}
      {open?.what === 'rights' && (
        <Dialog title={texts.rightsOf(open.account.name)} onClose={close}>
          <RightsForm account={open.account} onDone={close} onCancel={close} />
        </Dialog>
      )}
      {open?.what === 'duty' && (
        <Dialog title={texts.dutyOf(open.account.name)} onClose={close}>
          <DutyForm account={open.account} onDone={close} onCancel={close} />
        </Dialog>
      )}
      {open?.what === 'disable' && (
        <ConfirmDialog
          title={texts.disableOf(open.account.name)}
          note={texts.disableNote}
          act={texts.disable}
          work={() => disable(open.account.id, true)}
          onDone={close}
          onClose={close}
        />
      )}
      {open?.what === 'reset' && (
        <ConfirmDialog
          title={texts.resetOf(open.account.name)}
          note={texts.resetNote}
          act={texts.reset}
          work={() => reset(open.account.id)}
          onDone={show}
          onClose={close}
        />
      )}
      {open?.what === 'invited' && <InvitationDialog invited={open.invited} onClose={close} />}
    </div>
  );
}
