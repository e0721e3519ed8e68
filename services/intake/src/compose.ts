import type { ApiKeys, Bulletins, CapOriginals, Claims, EventStates, Issuers, Reach } from '@loa/domain/ports';
import type { SmsRegistrations } from '@loa/domain/wording';
import type { Clock, EventLog, Hooks, Logger, Metrics } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { createSources } from './cap/sources.ts';
import { createMessages } from './cap/take-message.ts';
import type { IntakeSettings } from './config.ts';
import { openApi } from './openapi.ts';
import { bulletinRoutes } from './routes/bulletins.ts';
import { preview } from './preview.ts';
import { rulebookRoutes } from './routes/rulebook.ts';
import { takeBulletin } from './take-bulletin.ts';

export interface IntakePorts {
  readonly bulletins: Pick<Bulletins, 'find' | 'get' | 'insert' | 'markPublished'>;
  readonly originals: CapOriginals;
  /** What is in force, for previews. */
  readonly events: EventStates;
  /** Whom a warning would concern, for previews. */
  readonly reach: Reach;
  /** How templates of SMS stand at mobile operators, for previews. */
  readonly registrations: SmsRegistrations;
  readonly issuers: Issuers;
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
  const results = ports.metrics.counter({
    name: 'loa_bulletins_taken_total',
    help: 'Bulletins that intake answered with 202',
    labels: { result: ['accepted', 'repeat'] },
  });
  const document = openApi();
  const sources = createSources(settings.sources);
  const take = takeBulletin(settings, ports);
  return {
    addRoutes(http) {
      bulletinRoutes(http, {
        ...ports,
        sources,
        take,
        messages: createMessages({ ...ports, sources, take }),
        preview: preview(settings, ports),
        taken: (result) => results.inc({ result }),
      });
      rulebookRoutes(http, ports.clock);
      http.get('/api/openapi.json', () => document);
    },
  };
}
