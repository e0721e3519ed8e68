import { ConfigError } from './config.ts';
import { createLifecycle, type Lifecycle } from './lifecycle.ts';
import { createLogger, type Logger } from './log.ts';

/**
 * Runs one process from start to exit: SIGTERM and SIGINT drain it, a second signal forces, a failed start cleans up what it
 * had opened. Exit status 0 after a drain, 1 after a failure, 2 for a configuration that is not usable.
 */
export async function runProcess(options: {
  service: string;
  level?: string | undefined;
  start: (life: { log: Logger; lifecycle: Lifecycle }) => Promise<void>;
}): Promise<void> {
  const log = createLogger({ service: options.service, ...(options.level === undefined ? {} : { level: options.level }) });
  const lifecycle = createLifecycle({ log });
  let signals = 0;
  const onSignal = (): void => {
    signals += 1;
    if (signals > 1) process.exit(1);
    void lifecycle.stop();
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  try {
    await options.start({ log, lifecycle });
    lifecycle.running();
  } catch (error) {
    if (error instanceof ConfigError) {
      process.stderr.write(`${options.service}: ${error.message}\n`);
      process.exitCode = 2;
    } else {
      process.stderr.write(`${options.service}: ${error instanceof Error ? error.message : String(error)}\n`);
      log.error({ err: error }, 'start failed');
    }
    lifecycle.fail('start failed');
  }
  const end = await lifecycle.ended;
  process.exit(end === 'failed' ? (process.exitCode ?? 1) : (process.exitCode ?? 0));
}
