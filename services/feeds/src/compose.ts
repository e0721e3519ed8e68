import type { Airings, CapMessages, Documents as OfficialDocuments, OutletReads, RateLimiter, Warnings } from '@loa/domain/ports';
import { type BuiltFiles, type Clock, type Logger, serveBuilt } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import type { FeedsSettings } from './config.ts';
import { createDocuments, type Documents } from './documents/documents.ts';
import { createStanding } from './documents/standing.ts';
import { createWriter, type Writer } from './documents/written.ts';
import type { Publishing } from './publishing.ts';
import { createOutletReading } from './reads/outlet-reading.ts';
import { airPlanRoutes } from './routes/air-plan.ts';
import { broadcastRoute } from './routes/broadcast.ts';
import { documentRoutes } from './routes/documents.ts';
import { frontRoute } from './routes/front.ts';
import { loudspeakerRoute } from './routes/loudspeaker.ts';
import { officialDocumentRoute } from './routes/official-document.ts';
import { pictureRoutes } from './routes/picture.ts';
import { streamRoute } from './routes/stream.ts';
import { warningPages } from './routes/warning-pages.ts';
import { warningRoutes } from './routes/warnings.ts';

export interface FeedsPorts {
  readonly warnings: Warnings;
  readonly messages: CapMessages;
  readonly airings: Pick<Airings, 'of'>;
  readonly documents: Pick<OfficialDocuments, 'bytes'>;
  readonly outletReads: OutletReads;
  readonly rateLimiter: RateLimiter;
  readonly clock: Clock;
  readonly log: Logger;
  /** The screens as built, which pages for people are enriched by; absent: those stand alone. */
  readonly screens?: BuiltFiles | null;
}

export interface Feeds {
  /** The documents under `/feeds/`, for the hub that pushes them. */
  readonly documents: Documents;
  /** Warnings as CAP. */
  readonly writer: Writer;
  addRoutes(http: FastifyInstance): void;
}

/** Wires feeds. `addRoutes` puts its addresses on a server of `createHttp` that does not listen yet. */
export function compose(settings: FeedsSettings, { alerts, signing }: Publishing, ports: FeedsPorts): Feeds {
  const { warnings, messages, airings, outletReads, rateLimiter, clock, log } = ports;
  const now = (): Date => clock.now();
  const { publicUrl } = alerts;
  const script = ports.screens?.entry('src/public/main.ts') ?? null;
  const enriched = script === null ? null : { script };
  const writer = createWriter({ warnings, messages, settings: alerts, signing });
  const source = { warnings, writer, publicUrl, now };
  const standing = createStanding(warnings, now);
  const documents = createDocuments({ writer, publicUrl, standing, hub: `${publicUrl}/websub`, since: now().toISOString() });
  return {
    documents,
    writer,
    addRoutes(http) {
      const { readRate: rate, noteEveryMs } = settings;
      const reading = createOutletReading({ reads: outletReads, warnings, rateLimiter, rate, noteEveryMs, clock, log });
      void http.register(async (scope) => {
        reading.watch(scope);
        warningRoutes(scope, warnings);
        streamRoute(scope, { warnings, log, pollMs: settings.pollMs }, { ...settings, readerOf: reading.readerOf });
        documentRoutes(scope, documents);
      });
      if (ports.screens) serveBuilt(http, ports.screens);
      frontRoute(http, { standing, now, enriched });
      warningPages(http, { ...source, standing, enriched });
      officialDocumentRoute(http, ports);
      broadcastRoute(http, source);
      loudspeakerRoute(http, source);
      pictureRoutes(http, source);
      airPlanRoutes(http, { ...settings, warnings, airings, standing, publicUrl, now, log });
    },
  };
}
