import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { api, fieldError, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Button, Notice, Table, TextField } from '../ui/index.ts';
import { CALLS_TEXTS } from './calls-texts.ts';
import { channelName, stateName, timeOf } from './format.ts';
import { OPT_OUT_TEXTS, PAGE_TEXTS } from './page-texts.ts';
import { reasonWords } from './reason-words.ts';
import { WALL_PROBLEMS, WALL_TEXTS } from './texts.ts';
import { WarningName } from './warning-name.tsx';

const maybe = z.string().nullable();
const delivery = z.object({
  ...{
    id: z.number(),
    warning: z.string(),
    channel: z.string(),
    state: z.string(),
    stateReason: maybe,
    sentAt: maybe,
    queuedAt: z.string(),
  },
});
const answer = z.object({
  people: z.array(
    z.object({
      ...{ id: z.number(), audience: z.string(), language: z.string() },
      optOuts: z.array(
        z.object({
          channel: z.enum(['email', 'sms', 'voice']).nullable(),
          how: z.enum(['link', 'page', 'hotline', 'operator', 'provider', 'bounced', 'complaint']),
          at: z.string(),
        }),
      ),
      places: z.object({ vi: z.string(), en: z.string() }),
      deliveries: z.array(delivery),
    }),
  ),
});

/** Languages by their own names. */
const LANGUAGES: Readonly<Record<string, string>> = { vi: 'Tiếng Việt', en: 'English' };

/** What was sent to one address. */
export function LookupPage() {
  const texts = useTexts(PAGE_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const calls = useTexts(CALLS_TEXTS);
  const ways = useTexts(OPT_OUT_TEXTS);
  const language = useLanguage();
  const [address, setAddress] = useState('');
  const [reason, setReason] = useState('');
  const found = useMutation({
    mutationFn: () => api.post('/api/lookup', { address, reason }, answer),
    onSuccess: () => setAddress(''),
  });
  const problem = useProblemWords(found.error, useTexts(WALL_PROBLEMS));
  return (
    <div className="stack">
      <h1>{texts.lookup}</h1>
      <p className="quiet">{texts.lookupWhy}</p>
      <form
        className="wall-form"
        noValidate
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (!found.isPending) found.mutate();
        }}
      >
        {problem !== null && <Notice tone="bad">{problem}</Notice>}
        <TextField
          label={texts.address}
          value={address}
          error={fieldError(found.error, 'address', language)}
          onChange={({ target }) => setAddress(target.value)}
        />
        <TextField
          label={words.reason}
          value={reason}
          error={fieldError(found.error, 'reason', language)}
          onChange={({ target }) => setReason(target.value)}
        />
        <Button kind="main" size="big" type="submit" busy={found.isPending}>
          {texts.find}
        </Button>
      </form>
      {found.data?.people.length === 0 && <Notice>{texts.nobody}</Notice>}
      {found.data?.people.map((one) => (
        <section key={one.id} className="stack">
          <div>
            <h2>{texts.person(String(one.id))}</h2>
            <p>
              {[calls.audience(one.audience), LANGUAGES[one.language] ?? one.language, one.places[language]].filter(Boolean).join(' · ')}
            </p>
          </div>
          {one.optOuts.map(({ channel, how, at }) => (
            <Notice key={channel} tone="warn">
              {texts.optedOut(channel && channelName(channel, language), timeOf(at), ways[how])}
            </Notice>
          ))}
          <Table
            caption={texts.deliveriesOf}
            rows={one.deliveries}
            rowKey={(row) => String(row.id)}
            empty={texts.deliveriesNone}
            columns={[
              { key: 'warning', head: words.warning, cell: (row) => <WarningName id={row.warning} /> },
              { key: 'channel', head: words.channel, cell: (row) => channelName(row.channel, language) },
              {
                key: 'state',
                head: words.state,
                cell: (row) =>
                  [stateName(row.state, language), row.stateReason && reasonWords(row.stateReason, language)].filter(Boolean).join(': '),
              },
              { key: 'sent', head: texts.sentAt, cell: (row) => (row.sentAt === null ? texts.notYet : timeOf(row.sentAt)) },
            ]}
          />
        </section>
      ))}
    </div>
  );
}
