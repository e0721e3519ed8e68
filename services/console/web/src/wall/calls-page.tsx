import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import type { PageProps } from '../shell/page.ts';
import { useSearch } from '../shell/router.tsx';
import { Button, LevelBadge, Notice, Table } from '../ui/index.ts';
import { eventOf, timeOf } from './format.ts';
import { useLive } from './live.ts';
import { PAGE_TEXTS } from './page-texts.ts';
import { WALL_PROBLEMS, WALL_TEXTS } from './texts.ts';
import { useUnreached } from './unreached.ts';

const maybe = z.string().nullable();
const list = z.object({
  bodies: z.array(
    z.object({
      ...{ bodyId: z.string(), name: z.string(), need: z.number() },
      contacts: z.array(z.object({ role: z.string(), phone: maybe, email: maybe })),
    }),
  ),
  relays: z.array(
    z.object({
      ...{ subscriberId: z.number(), need: z.number(), onset: z.string(), units: z.array(z.string()) },
      ...{ deliveries: z.array(z.string()), phone: maybe, email: maybe },
    }),
  ),
});

/** Whom to telephone about a warning, to be printed; with `?unit=` about one place. */
export function CallsPage({ parameters }: PageProps) {
  const id = parameters['id'] ?? '';
  const unit = useSearch().get('unit');
  const texts = useTexts(PAGE_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const { warnings } = useLive();
  const warning = warnings.get(id);
  // Asked once: each reading is noted.
  const { data, error } = useQuery({
    queryKey: ['call-list', id],
    queryFn: ({ signal }) => api.get(`/api/warnings/${encodeURIComponent(id)}/call-list?limit=5000`, list, { signal }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const { data: standing } = useUnreached(warning?.status ?? 'Actual');
  const places = new Map(standing?.places.map((one) => [one.unit, one.name]));
  const problem = useProblemWords(error, useTexts(WALL_PROBLEMS));
  const relays = (data?.relays ?? []).filter((one) => unit === null || one.units.includes(unit));
  return (
    <div className="stack wall-calls">
      <div className="wall-head">
        <div>
          <h1>
            {texts.calls}
            {unit !== null && `: ${places.get(unit) ?? unit}`}
          </h1>
          {warning !== undefined && (
            <div className="row">
              <LevelBadge level={warning.level} /> <strong>{eventOf(warning, language)}</strong> {warning.issuerName ?? warning.issuer}
            </div>
          )}
        </div>
        <Button kind="main" size="big" onClick={() => print()}>
          {words.print}
        </Button>
      </div>
      <p className="quiet">{texts.callsWhy}</p>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      <Table
        caption={texts.relays}
        rows={relays}
        rowKey={(one) => String(one.subscriberId)}
        empty={texts.callsNone}
        columns={[
          { key: 'places', head: texts.places, cell: (one) => one.units.map((each) => places.get(each) ?? each).join(', ') },
          { key: 'phone', head: texts.phone, cell: (one) => one.phone ?? one.email ?? '' },
          { key: 'need', head: texts.need, number: true, cell: (one) => one.need },
          { key: 'state', head: words.state, cell: (one) => one.deliveries.join(', ') },
          { key: 'done', head: '✓', cell: () => '' },
        ]}
      />
      <Table
        caption={texts.bodies}
        rows={data?.bodies ?? []}
        rowKey={(one) => one.bodyId}
        empty={texts.callsNone}
        columns={[
          { key: 'name', head: texts.body, cell: (one) => one.name },
          {
            key: 'phone',
            head: texts.phone,
            cell: (one) => one.contacts.map((contact) => `${contact.role}: ${contact.phone ?? contact.email ?? ''}`).join('; '),
          },
          { key: 'need', head: texts.need, number: true, cell: (one) => one.need },
          { key: 'done', head: '✓', cell: () => '' },
        ]}
      />
      <p className="quiet">{timeOf(new Date().toISOString())}</p>
    </div>
  );
}
