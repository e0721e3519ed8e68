import { publicFetches } from '@loa/adapters/webhook';
import type { z } from 'zod';
import { composePolling, type Polling, type PollPorts } from './compose.ts';
import { checkTransport, intakeAccess, type pollConfig, pollSettings } from './config.ts';
import { intakeOverHttp } from './intake-over-http.ts';
import type { Submit } from './submitted-of.ts';

type Config = z.output<z.ZodObject<typeof pollConfig>> & { readonly LOA_OUTLETS_ALLOW_PRIVATE: boolean };

/** For where no source is trusted, so that nothing comes to it. */
export const nowhere: Submit = async () => ({ kind: 'again', of: 'intake', reason: 'intake-not-configured', askedS: 0 });

/** The poller of a process of its own, which reaches intake over HTTP. Throws ConfigError. */
export function openPolling(config: Config, ports: Omit<PollPorts, 'fetches' | 'submit'>): Polling {
  const sources = config.LOA_CAP_SOURCES ?? [];
  const allowPrivate = config.LOA_OUTLETS_ALLOW_PRIVATE;
  checkTransport(sources, { allowPrivate });
  const access = intakeAccess(config);
  const settings = pollSettings.parse({ sources });
  const submit = access === null ? nowhere : intakeOverHttp(access, settings.timeoutMs);
  return composePolling(settings, { ...ports, fetches: publicFetches({ allowPrivate }), submit });
}
