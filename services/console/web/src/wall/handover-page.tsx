import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { useSession } from '../shell/session.ts';
import { Badge, Button, Notice, TextArea, toast } from '../ui/index.ts';
import { channelName, laneName, timeOf } from './format.ts';
import { HANDOVER_TEXTS } from './handover-texts.ts';
import { HOME_TEXTS } from './home-texts.ts';
import { PAGE_TEXTS } from './page-texts.ts';
import { WALL_PROBLEMS } from './texts.ts';
import { WarningName } from './warning-name.tsx';

const text = z.string();
const content = z.object({
  pauses: z.array(z.object({ channel: text, lane: text.nullable(), reason: text, until: text })),
  steerings: z.array(z.object({ provider: text, kind: text, reason: text, until: text })),
  held: z.array(z.object({ id: text, since: text })),
  unconfirmed: z.array(z.object({ warning: text, body: text, name: text, colour: text })),
  unconfirmedReceivers: z
    .array(
      z.object({
        warning: text,
        asked: z.number(),
        unconfirmed: z.number(),
        places: z.array(z.object({ name: text, unconfirmed: z.number() })),
      }),
    )
    .default([]),
  nextDue: z.array(z.object({ warning: text, series: text, at: text })),
  openRecalls: z.array(z.object({ warning: text, at: text, reason: text })),
  deadLetters: z.number(),
});
type Content = z.output<typeof content>;
const signed = z.object({ account: text, by: text, at: text });
const handover = z.object({
  ...{ id: z.number(), content, note: text, given: signed },
  taken: signed.extend({ note: text.nullable() }).nullable(),
});
type Handover = z.output<typeof handover>;
const KEY = ['handovers'];

/** Handing a shift over: what stands now, who signed, and what was left before. */
export function HandoverPage() {
  const texts = useTexts(HANDOVER_TEXTS);
  const client = useQueryClient();
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get('/api/handovers', z.object({ now: content, handovers: z.array(handover) }), { signal }),
    refetchInterval: 10_000,
  });
  const again = () => client.invalidateQueries({ queryKey: KEY });
  const [note, setNote] = useState('');
  const given = useMutation({
    mutationFn: () => api.post('/api/handovers', { note }, z.unknown()),
    async onSuccess() {
      toast(texts.given, 'good');
      setNote('');
      await again();
    },
  });
  const problem = useProblemWords(error ?? given.error, useTexts(WALL_PROBLEMS));
  return (
    <div className="stack">
      <h1>{texts.title}</h1>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      <section className="panel stack" aria-labelledby="handover-now">
        <h2 id="handover-now">{texts.now}</h2>
        {data !== undefined && <Left content={data.now} />}
        <TextArea label={texts.note} rows={4} value={note} maxLength={4_000} onChange={({ target }) => setNote(target.value)} />
        <Button kind="main" size="big" busy={given.isPending} onClick={() => given.mutate()}>
          {texts.give}
        </Button>
      </section>
      <section className="stack" aria-labelledby="handover-kept">
        <h2 id="handover-kept">{texts.kept}</h2>
        {data?.handovers.length === 0 && <p className="quiet">{texts.noneYet}</p>}
        {data?.handovers.map((one) => (
          <Kept key={one.id} one={one} onTaken={again} />
        ))}
      </section>
    </div>
  );
}

function Kept({ one, onTaken }: { readonly one: Handover; readonly onTaken: () => Promise<unknown> }) {
  const texts = useTexts(HANDOVER_TEXTS);
  const { data: session } = useSession();
  const [note, setNote] = useState('');
  const taken = useMutation({
    mutationFn: () => api.post(`/api/handovers/${String(one.id)}/take`, { note }, z.unknown()),
    async onSuccess() {
      toast(texts.taken, 'good');
      await onTaken();
    },
  });
  const problem = useProblemWords(taken.error, useTexts(WALL_PROBLEMS));
  const isOwn = session?.step === 'done' && session.name === one.given.by;
  return (
    <details className="panel" open={one.taken === null}>
      <summary>
        {texts.givenBy(one.given.by, timeOf(one.given.at))}{' '}
        {one.taken === null ? <Badge tone="warn">{texts.waiting}</Badge> : texts.takenBy(one.taken.by, timeOf(one.taken.at))}
      </summary>
      <div className="stack">
        {one.note !== '' && <blockquote className="wall-said">{`${one.given.by}: ${one.note}`}</blockquote>}
        {one.taken?.note !== undefined && one.taken.note !== null && (
          <blockquote className="wall-said">{`${one.taken.by}: ${one.taken.note}`}</blockquote>
        )}
        <Left content={one.content} />
        {problem !== null && <Notice tone="bad">{problem}</Notice>}
        {one.taken === null && !isOwn && (
          <>
            <TextArea label={texts.takeNote} rows={2} value={note} onChange={({ target }) => setNote(target.value)} />
            <Button kind="main" size="big" busy={taken.isPending} onClick={() => taken.mutate()}>
              {texts.take}
            </Button>
          </>
        )}
      </div>
    </details>
  );
}

/** A line of what is left: its key, the warning that it is about, and the rest. */
type Line = readonly [key: string, warning: ReactNode, rest: string];

/** What is left, each kind with its count and its lines. */
function Left({ content: left }: { readonly content: Content }) {
  const texts = useTexts(HANDOVER_TEXTS);
  const language = useLanguage();
  const home = useTexts(HOME_TEXTS);
  const pages = useTexts(PAGE_TEXTS);
  const of = (id: string, rest: string): Line => [`${id} ${rest}`, <WarningName id={id} />, rest];
  const plain = (line: string): Line => [line, null, line];
  const until = (what: string, one: { readonly until: string; readonly reason: string }): Line =>
    plain(`${what} → ${timeOf(one.until)}: ${one.reason}`);
  const lanes = (lane: string | null): string => (lane === null ? home.allButFlash : laneName(lane, language));
  const parts: readonly (readonly [string, readonly Line[]])[] = [
    [texts.openRecalls, left.openRecalls.map((one) => of(one.warning, `, ${timeOf(one.at)}: ${one.reason}`))],
    [texts.held, left.held.map((one) => of(one.id, `, ${timeOf(one.since)}`))],
    [texts.pauses, left.pauses.map((one) => until(`${channelName(one.channel, language)} · ${lanes(one.lane)}`, one))],
    [texts.steerings, left.steerings.map((one) => until(`${one.provider}: ${one.kind === 'avoid' ? pages.avoid : pages.slow}`, one))],
    [texts.unconfirmed, left.unconfirmed.map((one) => of(one.warning, `: ${one.name}`))],
    [texts.unconfirmedReceivers, left.unconfirmedReceivers.map((one) => of(one.warning, receiversLine(one, texts.ofAsked)))],
    [texts.nextDue, left.nextDue.map((one) => of(one.warning, `: ${timeOf(one.at)}`))],
    [texts.letters, left.deadLetters === 0 ? [] : [plain(String(left.deadLetters))]],
  ];
  return (
    <dl className="wall-left">
      {parts.map(([name, lines]) => (
        <div key={name}>
          <dt>
            {name} {lines.length > 1 && `(${String(lines.length)})`}
          </dt>
          <dd>
            {lines.length === 0 ? (
              <span className="quiet">{texts.none}</span>
            ) : (
              <ul>
                {lines.slice(0, 12).map(([key, warning, rest]) => (
                  <li key={key}>
                    {warning}
                    {rest}
                  </li>
                ))}
                {lines.length > 12 && <li>…</li>}
              </ul>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Places of a line; where there are more, it ends with dots. */
const PLACES = 4;

function receiversLine(
  { asked, unconfirmed, places }: Content['unconfirmedReceivers'][number],
  ofAsked: (unconfirmed: string, asked: string) => string,
): string {
  const named = places.slice(0, PLACES).map((one) => `${one.name} ${String(one.unconfirmed)}`);
  const more = places.length > PLACES ? ', …' : '';
  return `: ${ofAsked(String(unconfirmed), String(asked))}${named.length === 0 ? '' : ` (${named.join(', ')}${more})`}`;
}
