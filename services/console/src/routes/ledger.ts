import { Readable } from 'node:stream';
import type { Audit, ExportCursor, ExportedDelivery, ExportOf, LedgerExport } from '@loa/domain/ports';
import { instant } from '@loa/domain/time';
import { bearerAuth, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { csvLine } from '../csv.ts';
import { noteOf } from '../noted.ts';
import type { RoutePorts } from '../route-ports.ts';

export const exportQuery = z
  .strictObject({
    warning: z.string().max(100).optional(),
    event: z.string().max(200).optional(),
    /** Issued at or after, and before. */
    from: instant.optional(),
    to: instant.optional(),
    /** Where a download broke off: the last line's `cursor`. */
    after: z
      .string()
      .regex(/^[^/]{1,100}\/\d{1,18}\/[a-z]{1,20}\/\d{1,4}$/, 'expected the cursor of a line')
      .optional(),
  })
  .refine(({ warning, event, from, to }) => [warning, event, from ?? to].filter((one) => one !== undefined).length === 1, {
    path: ['warning'],
    error: 'expected a warning, an event, or from and to',
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), { path: ['to'], error: 'expected both from and to' });

const HEAD = [
  ...[
    'cursor',
    'delivery',
    'warning',
    'event',
    'subscriber',
    'audience',
    'channel',
    'telling',
    'operator',
    'lane',
    'language',
    'need',
    'level',
    'reason',
  ],
  ...['onset', 'units', 'state', 'stateReason', 'attempt', 'queuedAt', 'sentAt', 'settledAt', 'expiresAt'],
];
const PAGE = 2_000;

/** The ledger as CSV: ids, never an address. Streamed page by page, so that its size does not matter. */
export function ledgerRoutes(
  http: FastifyInstance,
  { ledgerExport, audit, findKey, clock }: RoutePorts & { ledgerExport: LedgerExport; audit: Pick<Audit, 'note'> },
): void {
  const operators = { preHandler: bearerAuth({ findKey, roles: ['operator'] }) };

  http.get('/api/ledger.csv', operators, async (request, reply) => {
    const query = parseParameters(exportQuery, request.query);
    const [warning, subscriber, channel, telling] = query.after?.split('/') ?? [];
    const after =
      warning === undefined ? null : { warning, subscriberId: Number(subscriber), channel: channel ?? '', telling: Number(telling) };
    const warnings = await ledgerExport.warnings(query as ExportOf);
    if (after !== null && !warnings.includes(after.warning))
      throw new Problem({
        ...{ status: 400, code: 'parameter-invalid', title: 'A parameter does not fit' },
        errors: [{ path: 'after', expected: 'expected the cursor of a line of the same warning, event or span' }],
      });
    const detail = { warnings: warnings.length, after: query.after ?? null };
    const subject = query.warning ?? query.event ?? `${query.from ?? ''}/${query.to ?? ''}`;
    await audit.note(noteOf(request, 'ledger-exported', subject, { detail }), clock.now().toISOString());
    return reply.type('text/csv; charset=utf-8').send(Readable.from(linesOf(ledgerExport, warnings, after)));
  });
}

async function* linesOf(
  ledgerExport: LedgerExport,
  warnings: readonly string[],
  after: (ExportCursor & { readonly warning: string }) | null,
): AsyncGenerator<string> {
  if (after === null) yield csvLine(HEAD);
  const left = after === null ? warnings : warnings.slice(warnings.indexOf(after.warning));
  for (const warning of left) {
    let cursor: ExportCursor | null = after?.warning === warning ? after : null;
    for (;;) {
      const page: ExportedDelivery[] = await ledgerExport.page(warning, cursor, PAGE);
      if (page.length > 0) yield page.map(lineOf).join('');
      cursor = page.at(-1) ?? cursor;
      if (page.length < PAGE) break;
    }
  }
}

const lineOf = (one: ExportedDelivery): string =>
  csvLine(
    [
      ...[
        [one.warningId, one.subscriberId, one.channel, one.telling].join('/'),
        one.deliveryId,
        one.warningId,
        one.eventId,
        one.subscriberId,
      ],
      ...[one.audience, one.channel, one.telling, one.operator, one.lane, one.language, one.need, one.level, one.reason],
      ...[one.onset, one.units.join(' '), one.state, one.stateReason, one.attempt, one.queuedAt, one.sentAt, one.settledAt, one.expiresAt],
    ].map((field) => String(field ?? '')),
  );
