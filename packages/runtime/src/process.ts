import { flushCompileCache } from 'node:module';
import type { Logger } from 'pino';
import { systemClock, type Clock } from './clock.ts';
import { ConfigError, type Env } from './config.ts';
import { logLevel } from './config-values.ts';
import { type Hooks, noHooks } from './hooks.ts';
import { createLifecycle, type Lifecycle } from './lifecycle.ts';
import { createLogger } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';

/** What a process hands to its service. */
export interface ProcessContext {
  readonly env: Env;
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly hooks: Hooks;
}

export interface ProcessOptions {
  readonly service: string;
  readonly env: Env;
  /** Moments at which a test may kill the process; default {@link noHooks}, and production gives no other. */
  readonly hooks?: Hooks;
  /** Reads the config, opens resources, pushes their clean-ups on the lifecycle. Resolves when the service runs. */
  readonly start: (context: ProcessContext) => Promise<void>;
}

/** Exit codes: `config` is EX_CONFIG of sysexits(3); `forced` is a second signal while draining. */
const EXIT = { ok: 0, failed: 1, config: 78, forced: 130 } as const;

/**
 * Runs a service as this process: SIGTERM and SIGINT drain, a second one forces, a fault that nobody caught drains and fails.
 * A {@link ConfigError}, or another refusal of Loa's own, is printed to standard error in plain words. Ends the process; the promise settles only when `start` has.
 */
export async function runProcess({ service, env, hooks = noHooks, start }: ProcessOptions): Promise<void> {
  const log = createLogger({ service, level: logLevel.catch('info').parse(env.LOA_LOG_LEVEL) });
  const lifecycle = createLifecycle({ log });
  listen(lifecycle, log);
  try {
    await lifecycle.start(() => start({ env, log, lifecycle, metrics: createMetrics({ service }), clock: systemClock, hooks }));
    // Where NODE_COMPILE_CACHE is set, compiled modules are kept now and not at the end: who is killed starts anew with half the processor time.
    flushCompileCache();
  } catch (error) {
    process.exit(tell(error, service, log));
  }
}

function listen(lifecycle: Lifecycle, log: Logger): void {
  let asked = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (asked) {
      log.warn({ signal }, 'forced to end');
      process.exit(EXIT.forced);
    }
    asked = true;
    void drain(lifecycle, signal);
  };
  const onFault = (err: unknown): void => {
    log.fatal({ err }, 'fault that nobody caught');
    lifecycle.fail('uncaught-fault');
    void drain(lifecycle, 'uncaught-fault');
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  process.on('uncaughtException', onFault).on('unhandledRejection', onFault);
}

async function drain(lifecycle: Lifecycle, reason: string): Promise<void> {
  await lifecycle.stop(reason);
  process.exit(lifecycle.state === 'stopped' ? EXIT.ok : EXIT.failed);
}

function tell(error: unknown, service: string, log: Logger): number {
  if (error instanceof ConfigError || isRefusal(error)) {
    process.stderr.write(`${service} cannot start:\n${error.message}\n`);
    return error instanceof ConfigError ? EXIT.config : EXIT.failed;
  }
  log.fatal({ err: error }, 'start failed');
  return EXIT.failed;
}

/** One of Loa's own errors, which carry codes such as `data-dir-locked` and a message for the person who starts the process. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[a-z]+(-[a-z]+)+$/.test(error.code);
}
