import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queryClient, useProblemWords } from '../api/index.ts';
import { useTexts } from '../shell/language.ts';
import { SHELL_TEXTS } from '../shell/texts.ts';
import { Badge, Button, Notice, Table, toast } from '../ui/index.ts';
import { timeOf } from '../wall/format.ts';
import './own.css';
import { FactorSteps } from './factor-steps.tsx';
import { endOthers, OWN_KEY, type OwnAccount, readOwn } from './own-api.ts';
import { OWN_TEXTS } from './own-texts.ts';
import { PasswordForm } from './password-form.tsx';
import { ACCOUNT_TEXTS } from './texts.ts';

/** One's own account: what it may do, its password, its second factor, and where else it is logged in. */
export function OwnPage() {
  const texts = useTexts(OWN_TEXTS);
  const shell = useTexts(SHELL_TEXTS);
  const { data: own, error } = useQuery({ queryKey: OWN_KEY, queryFn: readOwn });
  const words = useProblemWords(error);
  // As it was when it began: recovery codes stay on the screen although there is a second factor by then.
  const [settingUp, setSettingUp] = useState<'first' | 'another' | null>(null);
  if (settingUp !== null)
    return (
      <FactorSteps
        isAnother={settingUp === 'another'}
        onLeave={() => setSettingUp(null)}
        onKept={() => {
          setSettingUp(null);
          toast(texts.factorKept, 'good');
          void queryClient.invalidateQueries({ queryKey: OWN_KEY });
        }}
      />
    );
  if (own === undefined) return words === null ? <p role="status">{shell.loading}</p> : <Notice tone="bad">{words}</Notice>;
  return (
    <div className="stack">
      <h1>
        {texts.title}: {own.name}
      </h1>
      <div className="own-panels">
        <Roles own={own} />
        <section className="panel stack">
          {own.hasPassword ? (
            <PasswordForm name={own.name} />
          ) : (
            <>
              <h2>{texts.password}</h2>
              <p>{texts.noPassword}</p>
            </>
          )}
        </section>
        <section className="panel stack">
          <div className="row">
            <h2>{texts.factor}</h2>
            <Badge tone={own.hasSecondFactor ? 'good' : 'warn'}>{own.hasSecondFactor ? texts.isSet : texts.isNotSet}</Badge>
          </div>
          <p className="quiet">{own.needsSecondFactor ? texts.needed : texts.notNeeded}</p>
          <Button onClick={() => setSettingUp(own.hasSecondFactor ? 'another' : 'first')}>
            {own.hasSecondFactor ? texts.another : texts.setUp}
          </Button>
        </section>
        <Elsewhere own={own} />
      </div>
    </div>
  );
}

function Roles({ own: { roles, issuer } }: { readonly own: OwnAccount }) {
  const texts = useTexts(OWN_TEXTS);
  const names = useTexts(ACCOUNT_TEXTS);
  return (
    <section className="panel stack">
      <h2>{texts.who}</h2>
      <ul>
        {roles.map((one) => (
          <li key={one}>
            <strong>{names[one]}</strong>: {texts[`may-${one}`]}
          </li>
        ))}
      </ul>
      {issuer !== null && <p>{texts.speaksFor(issuer.name, issuer.id)}</p>}
      <p className="quiet">{texts.whoChanges}</p>
    </section>
  );
}

function Elsewhere({ own: { others } }: { readonly own: OwnAccount }) {
  const texts = useTexts(OWN_TEXTS);
  const ended = useMutation({
    mutationFn: endOthers,
    onSuccess: async () => {
      toast(texts.outDone, 'good');
      await queryClient.invalidateQueries({ queryKey: OWN_KEY });
    },
  });
  const words = useProblemWords(ended.error);
  return (
    <section className="panel stack">
      <h2>{texts.elsewhere}</h2>
      {words !== null && (
        <Notice tone="bad" role="alert">
          {words}
        </Notice>
      )}
      <Table
        caption={texts.elsewhere}
        captionHidden
        rows={others.map((one, at) => ({ ...one, at }))}
        rowKey={({ at }) => String(at)}
        empty={texts.nowhereElse}
        columns={[
          { key: 'since', head: texts.since, cell: ({ startedAt }) => timeOf(startedAt) },
          { key: 'used', head: texts.used, cell: ({ seenAt }) => timeOf(seenAt) },
        ]}
      />
      {others.length > 0 && (
        <Button busy={ended.isPending} onClick={() => ended.mutate()}>
          {texts.outElsewhere}
        </Button>
      )}
    </section>
  );
}
