import type { Lifecycle } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import type { SignupSettings } from './config.ts';
import { openapi } from './openapi.ts';
import type { RoutePorts } from './route-ports.ts';
import { askRoutes } from './routes/ask.ts';
import { confirmRoutes } from './routes/confirm.ts';
import { hotlineRoute } from './routes/hotline.ts';
import { meRoutes } from './routes/me.ts';
import { ownPages } from './routes/own-pages.ts';
import { signupPages } from './routes/signup-pages.ts';
import { twilioInboundRoute } from './routes/twilio-inbound.ts';
import { unsubscribeRoutes } from './routes/unsubscribe.ts';

export interface SignupPorts extends Omit<RoutePorts, 'settings'> {
  readonly lifecycle: Lifecycle;
}

export interface SignupApp {
  addRoutes(http: FastifyInstance): void;
  /** Starts to erase what has ended. */
  start(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** Wires sign-up: its public API and pages. */
export function compose(settings: SignupSettings, ports: SignupPorts): SignupApp {
  const { signups, lifecycle, log, clock } = ports;
  const purge = async (): Promise<void> => {
    const gone = await signups.purge(new Date(clock.now().getTime() - DAY_MS).toISOString());
    if (gone > 0) log.info({ gone }, 'ended requests erased');
  };
  return {
    addRoutes(http) {
      const routePorts = { ...ports, settings };
      askRoutes(http, routePorts);
      confirmRoutes(http, routePorts);
      meRoutes(http, routePorts);
      signupPages(http, routePorts);
      ownPages(http, routePorts);
      unsubscribeRoutes(http, routePorts);
      hotlineRoute(http, routePorts);
      twilioInboundRoute(http, routePorts);
      http.get('/api/subscriptions/openapi.json', () => openapi);
    },
    async start() {
      const timer = setInterval(() => void purge().catch((err: unknown) => log.warn({ err }, 'nothing could be erased')), settings.purgeMs);
      lifecycle.push('erasing', () => clearInterval(timer));
    },
  };
}
