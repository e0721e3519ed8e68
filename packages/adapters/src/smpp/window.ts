/** So many submit_sm may be unanswered at once (SMPP 3.4, 2.9). First come, first served. */
export interface Window {
  /** Resolves to the release of room for `parts`. A message of more parts than there is room takes all of it. */
  take(parts: number): Promise<() => void>;
}

export function createWindow(size: number): Window {
  const waiting: { readonly parts: number; readonly start: () => void }[] = [];
  let room = size;
  const serve = (): void => {
    for (let [next] = waiting; next !== undefined && next.parts <= room; [next] = waiting) {
      waiting.shift();
      room -= next.parts;
      next.start();
    }
  };
  return {
    take: (parts) =>
      new Promise((resolve) => {
        const taken = Math.min(parts, size);
        const release = (): void => {
          room += taken;
          serve();
        };
        waiting.push({ parts: taken, start: () => resolve(release) });
        serve();
      }),
  };
}
