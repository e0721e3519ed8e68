import type { Served } from '../serve.ts';

/** Documents by key, made once each and kept up to so many bytes; the one not asked for longest goes first. */
export interface Kept {
  of(key: string, make: () => Promise<Served>): Promise<Served>;
}

/** Keeps nothing that could not be made. `most`: bytes of bodies kept in all. */
export function keep(most: number): Kept {
  const kept = new Map<string, { readonly made: Promise<Served>; bytes: number }>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  };
  return {
    of(key, make) {
      const known = kept.get(key);
      if (known !== undefined) {
        kept.delete(key);
        kept.set(key, known);
        return known.made;
      }
      const entry = { made: make(), bytes: 0 };
      kept.set(key, entry);
      entry.made.then(
        ({ body }) => {
          if (kept.get(key) !== entry) return;
          entry.bytes = Buffer.byteLength(body);
          bytes += entry.bytes;
          for (const [oldest] of kept) if (bytes > most) drop(oldest);
        },
        () => {
          if (kept.get(key) === entry) drop(key);
        },
      );
      return entry.made;
    },
  };
}
