import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { api, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Button, Notice, Table } from '../ui/index.ts';
import { detailWords, subjectWords } from './audit-detail.ts';
import { deedName } from './deeds.ts';
import { dateTimeOf, numberOf } from './format.ts';
import { PAGE_TEXTS } from './page-texts.ts';
import { WALL_TEXTS } from './texts.ts';

const maybe = z.string().nullable();
const row = z.object({
  ...{
    number: z.number(),
    at: z.string(),
    by: z.string(),
    deed: z.string(),
    subject: maybe,
    subjectName: maybe,
    reason: maybe,
    detail: maybe,
    hash: z.string(),
  },
});
type Row = z.output<typeof row>;
const checked = z.object({ ok: z.boolean(), rows: z.number(), number: z.number().optional() });
const PAGE = 100;

/** Who did what, and whether the chain holds. */
export function AuditPage() {
  const texts = useTexts(PAGE_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const [before, setBefore] = useState<number | null>(null);
  const { data, error } = useQuery({
    queryKey: ['audit', before],
    queryFn: ({ signal }) =>
      api.get(`/api/audit?limit=${String(PAGE)}${before === null ? '' : `&before=${String(before)}`}`, z.object({ rows: z.array(row) }), {
        signal,
      }),
  });
  const check = useMutation({ mutationFn: () => api.get('/api/audit/check', checked) });
  const problem = useProblemWords(error ?? check.error);
  const subjectOf = ({ deed, subject }: Row): string =>
    deed === 'deliveries-looked-up' && subject !== null ? texts.person(subject) : subjectWords(subject, language);
  const rows = data?.rows ?? [];
  const last = rows.at(-1)?.number ?? 1;
  return (
    <div className="stack">
      <div className="wall-head">
        <h1>{texts.audit}</h1>
        <Button busy={check.isPending} onClick={() => check.mutate()}>
          {texts.chainCheck}
        </Button>
      </div>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      {check.data !== undefined && (
        <Notice tone={check.data.ok ? 'good' : 'bad'} role="status">
          {check.data.ok ? texts.chainHolds(numberOf(check.data.rows, language)) : texts.chainBroken(String(check.data.number ?? 0))}
        </Notice>
      )}
      <Table
        caption={texts.audit}
        captionHidden
        rows={rows}
        rowKey={(one) => String(one.number)}
        empty={texts.auditNone}
        columns={[
          { key: 'number', head: '#', number: true, cell: (one) => one.number },
          { key: 'at', head: words.at, cell: (one) => <time dateTime={one.at}>{dateTimeOf(one.at)}</time> },
          { key: 'by', head: words.by, cell: (one) => one.by },
          { key: 'deed', head: texts.deed, cell: (one) => deedName(one.deed, language) },
          {
            key: 'subject',
            head: texts.subject,
            cell: (one) => <span title={one.subject ?? ''}>{one.subjectName ?? subjectOf(one)}</span>,
          },
          { key: 'reason', head: words.reason, cell: (one) => [one.reason, detailWords(one.detail, language)].filter(Boolean).join(' · ') },
          { key: 'hash', head: 'SHA-256', cell: (one) => <code title={one.hash}>{one.hash.slice(0, 10)}</code> },
        ]}
      />
      <div className="row">
        {before !== null && <Button onClick={() => setBefore(null)}>{texts.newest}</Button>}
        {rows.length === PAGE && <Button onClick={() => setBefore(last)}>{texts.older}</Button>}
      </div>
    </div>
  );
}
