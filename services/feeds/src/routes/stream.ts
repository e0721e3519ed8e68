import type { SequenceItem } from '@loa/domain/ports';
import { status, type Status } from '@loa/domain/bulletin';
import { itemOf, passes } from '@loa/domain/warning';
import { parseParameters } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { filterOf, filterQuery, wholeNumber } from './query.ts';
import { frame, sendStream } from '../stream/send-stream.ts';
import type { OutletReading } from '../reads/outlet-reading.ts';
import { openTail, type Tail, type TailOptions } from '../stream/tail.ts';

export interface StreamOptions {
  readonly heartbeatMs: number;
  /** An open stream is noted again after so long, also when nothing was issued. */
  readonly noteEveryMs: number;
  readonly readerOf: OutletReading['readerOf'];
}

const query = filterQuery.extend({ after: wholeNumber.optional(), status: status.default('Actual') });

/**
 * GET /api/stream: the sequence as server-sent events (WHATWG HTML, 9.2): `issued`, `lapsed`, `recalled`, each with its number as
 * event id. It goes on after `Last-Event-ID` or `after`; without either it begins with what comes next.
 */
export function streamRoute(http: FastifyInstance, options: TailOptions, { heartbeatMs, noteEveryMs, readerOf }: StreamOptions): void {
  const tails = new Map<Status, Promise<Tail>>();
  const tailOf = (wanted: Status): Promise<Tail> => {
    const open = tails.get(wanted) ?? openTail(wanted, options);
    tails.set(wanted, open);
    open.catch(() => tails.delete(wanted));
    return open;
  };
  // The same number is framed once, however many follow.
  const framed = new WeakMap<SequenceItem, string>();
  const whole = (item: SequenceItem): string => {
    const known = framed.get(item) ?? frame(item.number, item.issued.recalledAt === null ? item.kind : 'recalled', itemOf(item));
    framed.set(item, known);
    return known;
  };

  http.get('/api/stream', async (request, reply) => {
    const { after, status: wanted, ...asked } = parseParameters(query, request.query);
    const filter = filterOf(asked);
    const last = wholeNumber.optional().safeParse(request.headers['last-event-id']);
    const tail = await tailOf(wanted);
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'x-accel-buffering': 'no',
    });
    const from = last.data ?? after ?? tail.head();
    const reader = readerOf(request);
    let has = from;
    const note = (): void => reader?.note(wanted, has);
    const frameOf = (item: SequenceItem): string | null => {
      has = item.number;
      note();
      return item.issued.recalledAt !== null || passes(item.issued.warning, filter) ? whole(item) : null;
    };
    note();
    const noting = setInterval(note, noteEveryMs);
    reply.raw.once('close', () => clearInterval(noting));
    await sendStream(reply.raw, { tail, from, frameOf, heartbeatMs }).catch((err: unknown) => request.log.warn({ err }, 'stream ended'));
  });
}
