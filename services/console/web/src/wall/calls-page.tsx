import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import type { PageProps } from '../shell/page.ts';
import { useSearch } from '../shell/router.tsx';
import { Badge, Button, LevelBadge, Notice, Table } from '../ui/index.ts';
import { CALLS_TEXTS } from './calls-texts.ts';
import { channelName, dateTimeOf, eventOf, numberOf, stateName } from './format.ts';
import { serverNow, useLive } from './live.ts';
import { PAGE_TEXTS } from './page-texts.ts';
import { usePlaceName } from './place-name.ts';
import { WALL_PROBLEMS, WALL_TEXTS } from './texts.ts';

const maybe = z.string().nullable();
const receiver = z.object({
  ...{ subscriberId: z.number(), audience: z.string(), need: z.number(), score: z.number(), units: z.array(z.string()) },
  ...{ province: maybe, deliveries: z.array(z.string()), phone: maybe, email: maybe },
});
const list = z.object({
  bodies: z.array(
    z.object({
      ...{ bodyId: z.string(), name: z.string(), need: z.number() },
      contacts: z.array(z.object({ role: z.string(), phone: maybe, email: maybe })),
    }),
  ),
  receivers: z.array(receiver),
  isWhole: z.boolean(),
  names: z.record(z.string(), z.string()),
});

/** Places named in one line of paper; of who has more it says how many. */
const NAMED = 6;
const SEVERAL = '';

/** Whom to telephone about a warning, to be printed; with `?unit=` or `?province=` about one place. */
export function CallsPage({ parameters }: PageProps) {
  const id = parameters['id'] ?? '';
  const search = useSearch();
  const texts = useTexts(CALLS_TEXTS);
  const pages = useTexts(PAGE_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const { warnings } = useLive();
  const placeName = usePlaceName();
  const warning = warnings.get(id);
  const asked = new URLSearchParams({ limit: '5000' });
  for (const key of ['unit', 'province']) {
    const value = search.get(key);
    if (value !== null) asked.set(key, value);
  }
  // Asked once: each reading is noted.
  const { data, error } = useQuery({
    queryKey: ['call-list', id, asked.toString()],
    queryFn: ({ signal }) => api.get(`/api/warnings/${encodeURIComponent(id)}/call-list?${asked.toString()}`, list, { signal }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const nameOf = (code: string): string => placeName(code, data?.names[code]);
  const problem = useProblemWords(error, useTexts(WALL_PROBLEMS));
  const place = search.get('unit') ?? search.get('province');
  const groups = Map.groupBy(data?.receivers ?? [], (one) => one.province ?? SEVERAL);
  const placesOf = (units: readonly string[]): string =>
    units.length > NAMED
      ? `${units.slice(0, NAMED).map(nameOf).join(', ')} ${texts.andMore(units.length - NAMED)}`
      : units.map(nameOf).join(', ');
  const deliveryOf = (said: string): string => {
    const [channel = '', state = ''] = said.split(' ');
    return `${channelName(channel, language)}: ${stateName(state, language)}`;
  };
  return (
    <div className="stack wall-calls">
      <div className="wall-head">
        <div>
          <h1>
            {texts.title}
            {place !== null && `: ${nameOf(place)}`}
          </h1>
          {warning !== undefined && (
            <div className="row">
              {warning.status === 'Exercise' && <span className="wall-exercise">{words.exercise}</span>}
              {warning.recalledAt !== null && <Badge tone="bad">{words.recalled}</Badge>}
              <LevelBadge level={warning.level} /> <strong>{eventOf(warning, language)}</strong> {warning.issuerName ?? warning.issuer}
            </div>
          )}
        </div>
        <Button kind="main" size="big" onClick={() => print()}>
          {words.print}
        </Button>
      </div>
      <p className="quiet">{texts.why}</p>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      {data?.isWhole === false && <Notice tone="warn">{texts.cut(numberOf(data.receivers.length, language))}</Notice>}
      <h2>{texts.receivers}</h2>
      {data?.receivers.length === 0 && <p>{texts.none}</p>}
      {[...groups].map(([province, receivers]) => (
        <Table
          key={province}
          caption={`${province === SEVERAL ? texts.several : nameOf(province)} (${numberOf(receivers.length, language)})`}
          rows={receivers}
          rowKey={(one) => String(one.subscriberId)}
          empty={texts.none}
          columns={[
            { key: 'places', head: pages.places, cell: (one) => placesOf(one.units) },
            { key: 'who', head: texts.who, cell: (one) => `${texts.audience(one.audience)} ${String(one.subscriberId)}` },
            { key: 'phone', head: pages.phone, cell: (one) => one.phone ?? one.email ?? texts.noAddress },
            { key: 'need', head: pages.need, number: true, cell: (one) => one.need },
            { key: 'score', head: texts.score, number: true, cell: (one) => numberOf(one.score, language) },
            { key: 'state', head: words.state, cell: (one) => one.deliveries.map(deliveryOf).join(', ') },
            { key: 'done', head: '✓', cell: () => '' },
          ]}
        />
      ))}
      <Table
        caption={texts.bodies}
        rows={data?.bodies ?? []}
        rowKey={(one) => one.bodyId}
        empty={texts.none}
        columns={[
          { key: 'name', head: pages.body, cell: (one) => one.name },
          {
            key: 'phone',
            head: pages.phone,
            cell: (one) => one.contacts.map((contact) => `${contact.role}: ${contact.phone ?? contact.email ?? ''}`).join('; '),
          },
          { key: 'need', head: pages.need, number: true, cell: (one) => one.need },
          { key: 'done', head: '✓', cell: () => '' },
        ]}
      />
      <p className="quiet">{dateTimeOf(new Date(serverNow()).toISOString())}</p>
    </div>
  );
}
