import { LogUnavailable } from '@loa/runtime';

/**
 * The work's result, or {@link LogUnavailable} after `ms`. The work itself cannot be called back: what it still does later must
 * be harmless.
 */
export async function withDeadline<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LogUnavailable(`${what}: no answer in ${ms} ms`)), Math.max(0, ms));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Any fault of the client as {@link LogUnavailable}, with the fault as its cause. */
export function unavailable(what: string, cause: unknown): LogUnavailable {
  return cause instanceof LogUnavailable ? cause : new LogUnavailable(`${what} failed`, { cause });
}
