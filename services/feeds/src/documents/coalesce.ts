/**
 * `read` for many callers at once: one runs at a time, and whoever calls meanwhile shares the next one, which begins after the call.
 * Rejects as `read` does, for those who share it.
 */
export function coalesce<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;
  const start = (): Promise<T> => {
    next = null;
    const own = read().finally(() => {
      if (running === own) running = null;
    });
    return (running = own);
  };
  return () => {
    if (running === null) return start();
    return (next ??= running.then(start, start));
  };
}
