import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Link } from '../shell/router.tsx';
import { Badge, Button, Notice, SelectField, Table, TextField, toast, type Tone } from '../ui/index.ts';
import { AskReason } from './ask-reason.tsx';
import { channelName, numberOf, timeOf } from './format.ts';
import { type LiveOrder, type LiveProvider, serverNow, useLive } from './live.ts';
import { PAGE_TEXTS } from './page-texts.ts';
import { WALL_PROBLEMS, WALL_TEXTS } from './texts.ts';

const TONES: Readonly<Record<LiveProvider['state'], Tone>> = { well: 'good', returning: 'warn', open: 'bad' };

/** Providers as senders see them, and orders about them. */
export function ProvidersPage() {
  const texts = useTexts(PAGE_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const { providers, gauges } = useLive();
  const [steering, setSteering] = useState<{ readonly one: LiveProvider; readonly kind: 'avoid' | 'slow' } | null>(null);
  const ended = useMutation({
    mutationFn: (id: number) => api.post(`/api/providers/orders/${String(id)}/end`, {}, z.unknown()),
    onSuccess: () => toast(texts.ended, 'good'),
  });
  const problem = useProblemWords(ended.error, useTexts(WALL_PROBLEMS));
  const ordersOf = (one: LiveProvider) =>
    providers.orders.filter((order) => order.channel === one.channel && order.provider === one.provider);
  const isAvoided = (one: LiveProvider): boolean => ordersOf(one).some(({ kind }) => kind === 'avoid');
  const hasOther = (one: LiveProvider): boolean =>
    providers.providers.some((other) => other.channel === one.channel && other.provider !== one.provider && !isAvoided(other));
  const saidOf = ({ kind, perSecond }: LiveOrder): string =>
    kind === 'avoid' ? texts.avoided : texts.slowed(numberOf(perSecond ?? 0, language));
  return (
    <div className="stack">
      <div className="wall-head">
        <h1>{texts.providers}</h1>
        <Link to="/wall/retries">{texts.retries(numberOf(gauges?.retries.due ?? 0, language))}</Link>
      </div>
      <Table
        caption={texts.providers}
        captionHidden
        rows={providers.providers}
        rowKey={(one) => `${one.channel} ${one.provider}`}
        empty={texts.providersNone}
        columns={[
          { key: 'name', head: words.name, cell: (one) => one.provider },
          { key: 'channel', head: words.channel, cell: (one) => channelName(one.channel, language) },
          {
            key: 'state',
            head: words.state,
            cell: (one) => (
              <div className="row">
                <Badge tone={TONES[one.state]}>{texts[`state-${one.state}`]}</Badge> {one.reason}
                {ordersOf(one).map((order) => (
                  <Badge key={order.id} tone="warn">
                    {saidOf(order)}
                  </Badge>
                ))}
              </div>
            ),
          },
          {
            key: 'limit',
            head: texts.perSecond,
            number: true,
            cell: (one) => (one.perSecond === null ? texts.noLimit : numberOf(one.perSecond, language)),
          },
          {
            key: 'acts',
            head: words.acts,
            cell: (one) => (
              <div className="row">
                {!isAvoided(one) && hasOther(one) && <Button onClick={() => setSteering({ one, kind: 'avoid' })}>{texts.avoid}</Button>}
                <Button onClick={() => setSteering({ one, kind: 'slow' })}>{texts.slow}</Button>
              </div>
            ),
          },
        ]}
      />
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      <Table
        caption={texts.orders}
        rows={providers.orders}
        rowKey={(one) => String(one.id)}
        empty={texts.ordersNone}
        columns={[
          { key: 'provider', head: words.name, cell: (one) => `${channelName(one.channel, language)} · ${one.provider}` },
          {
            key: 'kind',
            head: words.state,
            cell: saidOf,
          },
          { key: 'reason', head: words.reason, cell: (one) => one.reason },
          { key: 'by', head: words.by, cell: (one) => one.by },
          { key: 'until', head: words.until, cell: (one) => timeOf(one.until) },
          { key: 'end', head: words.acts, cell: (one) => <Button onClick={() => ended.mutate(one.id)}>{texts.end}</Button> },
        ]}
      />
      {steering !== null && <SteerDialog {...steering} onClose={() => setSteering(null)} />}
    </div>
  );
}

const MINUTES = [15, 30, 60, 180, 720] as const;

function SteerDialog({
  one,
  kind,
  onClose,
}: {
  readonly one: LiveProvider;
  readonly kind: 'avoid' | 'slow';
  readonly onClose: () => void;
}) {
  const texts = useTexts(PAGE_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const [minutes, setMinutes] = useState(30);
  const [perSecond, setPerSecond] = useState('10');
  return (
    <AskReason
      title={`${texts[kind]}: ${one.provider}`}
      act={texts[kind]}
      onClose={onClose}
      onDo={async (reason) => {
        const until = new Date(serverNow() + minutes * 60_000).toISOString();
        const limit = kind === 'slow' ? { perSecond: Number(perSecond.replace(',', '.')) } : {};
        await api.post(
          '/api/providers/orders',
          { channel: one.channel, provider: one.provider, kind, reason, until, ...limit },
          z.unknown(),
        );
        toast(texts.ordered, 'good');
      }}
    >
      {(wrong) => (
        <>
          {kind === 'slow' && (
            <TextField
              label={texts.most}
              inputMode="decimal"
              value={perSecond}
              error={wrong('perSecond')}
              onChange={({ target }) => setPerSecond(target.value)}
            />
          )}
          <SelectField label={texts.howLong} value={minutes} onChange={({ target }) => setMinutes(Number(target.value))}>
            {MINUTES.map((each) => (
              <option key={each} value={each}>
                {each < 60 ? words.minutes(String(each)) : words.hours(String(each / 60))}
              </option>
            ))}
          </SelectField>
        </>
      )}
    </AskReason>
  );
}
