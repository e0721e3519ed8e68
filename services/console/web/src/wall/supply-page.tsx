import { useState } from 'react';
import { z } from 'zod';
import { api } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Badge, Button, Table, type Tone } from '../ui/index.ts';
import { AskReason } from './ask-reason.tsx';
import { spanOf, timeOf } from './format.ts';
import { type LiveBody, useLive } from './live.ts';
import { PAGE_TEXTS } from './page-texts.ts';
import { WALL_TEXTS } from './texts.ts';
import { Unconfirmed } from './unconfirmed.tsx';
import { WarningLink } from './warning-name.tsx';

const TONES: Readonly<Record<LiveBody['colour'], Tone>> = { green: 'good', amber: 'warn', red: 'bad' };
const PLACES = ['green', 'amber', 'red'] as const;

/** The supply clock: who must be supplied and has not confirmed. */
export function SupplyPage() {
  const texts = useTexts(PAGE_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const { at, supply } = useLive();
  const [marking, setMarking] = useState<LiveBody | null>(null);
  const now = at === null ? Date.now() : Date.parse(at);
  const elapsed = (one: LiveBody): number => (now - Date.parse(one.finishedAt)) / 1_000;
  return (
    <div className="stack">
      <h1>{texts.supply}</h1>
      <p className="quiet">{texts.supplyWhy}</p>
      <Table
        caption={texts.supply}
        captionHidden
        rows={supply.bodies}
        rowKey={(one) => `${one.warning} ${one.body}`}
        empty={texts.supplyNone}
        columns={[
          { key: 'name', head: texts.body, cell: (one) => one.name },
          {
            key: 'colour',
            head: words.state,
            cell: (one) => <Badge tone={TONES[one.colour]}>{texts.colours[PLACES.indexOf(one.colour)]}</Badge>,
          },
          { key: 'since', head: texts.sinceEnd, number: true, cell: (one) => spanOf(elapsed(one), language) },
          { key: 'limit', head: texts.limit, number: true, cell: (one) => spanOf(one.redAtS, language) },
          { key: 'handed', head: texts.handedOver, cell: (one) => (one.handedOverAt === null ? texts.notYet : timeOf(one.handedOverAt)) },
          { key: 'warning', head: words.warning, cell: (one) => <WarningLink id={one.warning} /> },
          { key: 'mark', head: words.acts, cell: (one) => <Button onClick={() => setMarking(one)}>{texts.mark}</Button> },
        ]}
      />
      {!supply.isWhole && <p>{texts.supplyCut(supply.bodies.length)}</p>}
      <Unconfirmed />
      {marking !== null && (
        <AskReason
          title={texts.markTitle(marking.name)}
          act={texts.mark}
          onClose={() => setMarking(null)}
          onDo={(reason) =>
            api.post(`/api/warnings/${encodeURIComponent(marking.warning)}/confirmations`, { body: marking.body, reason }, z.unknown())
          }
        />
      )}
    </div>
  );
}
