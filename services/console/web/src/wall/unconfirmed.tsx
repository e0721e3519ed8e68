import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Link } from '../shell/router.tsx';
import { Notice, Table } from '../ui/index.ts';
import { CALLS_TEXTS } from './calls-texts.ts';
import { numberOf } from './format.ts';
import { usePlaceName } from './place-name.ts';
import { StatusField } from './status-field.tsx';
import { WALL_TEXTS } from './texts.ts';
import { WarningLink } from './warning-name.tsx';

const SHOWN = 100;
const standing = { asked: z.number(), unconfirmed: z.number(), silent: z.number(), score: z.number() };
const answer = z.object({
  warnings: z.array(
    z.object({
      ...{ warning: z.string(), ...standing },
      provinces: z.array(z.object({ province: z.string(), name: z.string(), ...standing })),
    }),
  ),
});

/** Relays and agencies outside the supply list that have not confirmed, by warning and province; each leads to its call list. */
export function Unconfirmed() {
  const texts = useTexts(CALLS_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const placeName = usePlaceName();
  const [status, setStatus] = useState<'Actual' | 'Exercise'>('Actual');
  const { data, error } = useQuery({
    queryKey: ['unconfirmed', status],
    queryFn: ({ signal }) => api.get(`/api/unconfirmed?status=${status}`, answer, { signal }),
    refetchInterval: 10_000,
  });
  const problem = useProblemWords(error);
  const number = (value: number): string => numberOf(value, language);
  const rows = (data?.warnings ?? [])
    .flatMap(({ warning, provinces }) => provinces.map((one) => ({ warning, ...one })))
    .filter((one) => one.unconfirmed > 0)
    .toSorted((one, other) => other.score - one.score);
  return (
    <section className="stack">
      <div className="wall-head">
        <div>
          <h2>{texts.unconfirmed}</h2>
          <p className="quiet">{texts.unconfirmedWhy}</p>
        </div>
        <StatusField value={status} onChoose={setStatus} />
      </div>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      {rows.length > SHOWN && <p className="quiet">{texts.shown(String(SHOWN), number(rows.length))}</p>}
      {data !== undefined && (
        <Table
          caption={texts.unconfirmed}
          captionHidden
          rows={rows.slice(0, SHOWN)}
          rowKey={(one) => `${one.warning} ${one.province}`}
          empty={texts.unconfirmedNone}
          columns={[
            {
              key: 'province',
              head: words.province,
              cell: (one) => <Link to={`/wall/calls/${one.warning}?province=${one.province}`}>{placeName(one.province, one.name)}</Link>,
            },
            { key: 'warning', head: words.warning, cell: (one) => <WarningLink id={one.warning} /> },
            {
              key: 'unconfirmed',
              head: texts.notConfirmed,
              number: true,
              cell: (one) => texts.of(number(one.unconfirmed), number(one.asked)),
            },
            { key: 'silent', head: texts.silent, number: true, cell: (one) => number(one.silent) },
            { key: 'score', head: texts.score, number: true, cell: (one) => number(one.score) },
          ]}
        />
      )}
    </section>
  );
}
