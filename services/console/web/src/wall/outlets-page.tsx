import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queryClient, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { SHELL_TEXTS } from '../shell/texts.ts';
import { Badge, Button, Dialog, Notice, Table, type Tone } from '../ui/index.ts';
import { AskReason } from './ask-reason.tsx';
import { numberOf, spanOf } from './format.ts';
import { OutletForm } from './outlet-form.tsx';
import { AnotherToken, OutletKeys } from './outlet-keys.tsx';
import { approve, end, type Keys, listOutlets, type Outlet, OUTLETS_KEY } from './outlets-api.ts';
import { OUTLET_TEXTS } from './outlets-texts.ts';
import { WALL_TEXTS } from './texts.ts';

type Open =
  { readonly what: 'new' } | { readonly what: 'end' | 'token'; readonly outlet: Outlet } | { readonly what: 'keys'; readonly keys: Keys };

const TONES: Readonly<Record<Outlet['standing'], Tone>> = { waiting: 'warn', approved: 'good', blocked: 'bad' };
const most = (one: Outlet, of: (cursor: Outlet['cursors'][number]) => number): number => Math.max(0, ...one.cursors.map(of));
const lagS = (one: Outlet): number => most(one, (cursor) => cursor.lagS);
const again = () => queryClient.invalidateQueries({ queryKey: OUTLETS_KEY });

/** Outlets: who is behind, who waits for approval; registered, approved, given another key and ended here. */
export function OutletsPage() {
  const texts = useTexts(OUTLET_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const shell = useTexts(SHELL_TEXTS);
  const language = useLanguage();
  const { data, error } = useQuery({ queryKey: OUTLETS_KEY, queryFn: listOutlets, refetchInterval: 10_000 });
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const showKeys = (keys: Keys): void => setOpen({ what: 'keys', keys });
  const approved = useMutation({ mutationFn: approve, onSuccess: again });
  const problem = useProblemWords(error ?? approved.error);
  return (
    <div className="stack">
      <div className="wall-head">
        <h1>{texts.title}</h1>
        <Button kind="main" onClick={() => setOpen({ what: 'new' })}>
          {texts.register}
        </Button>
      </div>
      <p className="quiet">{texts.why}</p>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      <Table
        caption={texts.title}
        captionHidden
        rows={(data ?? []).toSorted((one, other) => lagS(other) - lagS(one))}
        rowKey={(one) => String(one.id)}
        empty={data === undefined ? shell.loading : texts.none}
        columns={[
          { key: 'name', head: words.name, cell: (one) => one.name },
          { key: 'way', head: texts.way, cell: (one) => texts[`way-${one.way.kind}`] },
          { key: 'contact', head: texts.contact, cell: (one) => one.contact },
          { key: 'standing', head: words.state, cell: (one) => <Standing outlet={one} /> },
          {
            key: 'lag',
            head: texts.lag,
            number: true,
            cell: (one) =>
              numberOf(
                most(one, (cursor) => cursor.lag),
                language,
              ),
          },
          { key: 'lagS', head: texts.lagTime, number: true, cell: (one) => spanOf(lagS(one), language) },
          { key: 'failures', head: texts.failures, number: true, cell: (one) => most(one, (cursor) => cursor.failures) },
          {
            key: 'acts',
            head: words.acts,
            cell: (one) => (
              <div className="row">
                {one.standing !== 'approved' && (
                  <Button onClick={() => approved.mutate(one.id)}>{one.standing === 'waiting' ? texts.approve : texts.resume}</Button>
                )}
                <Button onClick={() => setOpen({ what: 'token', outlet: one })}>{texts.anotherToken}</Button>
                {one.standing !== 'blocked' && <Button onClick={() => setOpen({ what: 'end', outlet: one })}>{texts.end}</Button>}
              </div>
            ),
          },
        ]}
      />
      {open?.what === 'new' && (
        <Dialog title={texts.register} onClose={close}>
          <OutletForm onDone={showKeys} onCancel={close} />
        </Dialog>
      )}
      {open?.what === 'token' && <AnotherToken outlet={open.outlet} onDone={showKeys} onClose={close} />}
      {open?.what === 'keys' && <OutletKeys keys={open.keys} onClose={close} />}
      {open?.what === 'end' && (
        <AskReason
          danger
          title={`${texts.end}: ${open.outlet.name}`}
          act={texts.end}
          onClose={close}
          onDo={async (reason) => {
            await end(open.outlet.id, reason);
            await again();
          }}
        >
          {() => <p>{texts.endWhy}</p>}
        </AskReason>
      )}
    </div>
  );
}

function Standing({ outlet }: { readonly outlet: Outlet }) {
  const texts = useTexts(OUTLET_TEXTS);
  const { standing, standingReason, confirmed, proved } = outlet;
  return (
    <>
      <Badge tone={TONES[standing]}>{texts[`standing-${standing}`]}</Badge> {!confirmed && <Badge tone="warn">{texts.unconfirmed}</Badge>}{' '}
      {standing === 'approved' && !proved && <Badge tone="warn">{texts.unproved}</Badge>}{' '}
      {standingReason === 'gone' ? texts.gone : standingReason}
    </>
  );
}
