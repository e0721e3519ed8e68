import type {
  ApiKeys,
  Bulletins,
  CapOriginals,
  Claims,
  Documents,
  Drafts,
  EventStates,
  Issuers,
  Reach,
  SeriesDesk,
  SupplyDesk,
} from '@loa/domain/ports';
import type { SmsRegistrations } from '@loa/domain/wording';
import type { Clock, EventLog, Hooks, Logger, Metrics } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { checkAfter } from './check-after.ts';
import { checkBulletin } from './check-bulletin.ts';
import { createSources } from './cap/sources.ts';
import { createMessages } from './cap/take-message.ts';
import type { IntakeSettings } from './config.ts';
import { openApi } from './openapi.ts';
import { bulletinRoutes } from './routes/bulletins.ts';
import { documentRoutes } from './routes/documents.ts';
import { draftRoutes } from './routes/drafts.ts';
import { placeRoutes } from './routes/places.ts';
import { seriesRoutes } from './routes/series.ts';
import { preview } from './preview.ts';
import { rulebookRoutes } from './routes/rulebook.ts';
import { takeBulletin, takenCounter } from './take-bulletin.ts';

export interface IntakePorts {
  readonly bulletins: Pick<Bulletins, 'find' | 'get' | 'insert' | 'markPublished'>;
  readonly originals: CapOriginals;
  /** What is in force, for previews. */
  readonly events: EventStates;
  /** Whom a warning would concern, for previews. */
  readonly reach: Reach;
  /** Who of the supply list would be called, for previews. */
  readonly supply: Pick<SupplyDesk, 'roster' | 'subscribersOf'>;
  /** How templates of SMS stand at mobile operators, for previews. */
  readonly registrations: SmsRegistrations;
  readonly issuers: Issuers;
  /** Series read back, drafts and official documents of the desk. */
  readonly series: SeriesDesk;
  readonly drafts: Drafts;
  readonly documents: Pick<Documents, 'put' | 'has'>;
  readonly apiKeys: Pick<ApiKeys, 'findKey'>;
  readonly claims: Claims;
  readonly eventLog: Pick<EventLog, 'append'>;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly hooks: Hooks;
}

/** Wires intake; throws SignatureSetupError for a source's certificate that cannot be read. `addRoutes` puts its addresses on a server of `createHttp` that does not listen yet. */
export function compose(settings: IntakeSettings, ports: IntakePorts): { addRoutes(http: FastifyInstance): void } {
  const results = takenCounter(ports.metrics);
  const document = openApi();
  const sources = createSources(settings.sources);
  const take = takeBulletin(settings, ports);
  return {
    addRoutes(http) {
      const taking = {
        check: checkBulletin(ports),
        checkAfter: checkAfter(ports),
        take,
        taken: (result: 'accepted' | 'repeat') => results.inc({ result }),
      };
      bulletinRoutes(http, {
        ...ports,
        ...taking,
        sources,
        messages: createMessages({ ...ports, sources, take }),
        preview: preview(settings, ports),
      });
      seriesRoutes(http, { ...ports, ...taking });
      draftRoutes(http, ports);
      documentRoutes(http, ports);
      placeRoutes(http, ports);
      rulebookRoutes(http, ports.clock);
      http.get('/api/openapi.json', () => document);
    },
  };
}
