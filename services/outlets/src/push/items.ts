import type { Status } from '@loa/domain/bulletin';
import type { SequenceItem, Warnings } from '@loa/domain/ports';
import { itemOf } from '@loa/domain/warning';
import { createFresh } from './fresh.ts';
import { itemLinks, type PageLanguage } from './item-links.ts';

/** An item as it goes out. */
export interface ReadyItem {
  readonly item: SequenceItem;
  /** As a webhook has it, with links to pages in that language. Made once per language, however many outlets get it. */
  readonly body: (language: PageLanguage) => Uint8Array;
}

export interface Items {
  /** The item after `number`; null when there is none yet. `head`: the newest number known, so that no more is read than there is. */
  next(status: Status, number: number, head: number): Promise<ReadyItem | null>;
}

/** An item was read at most so long before it is sent, so that a recall which is older than that is never overlooked. Milliseconds. */
export const FRESH_MS = 200;
/** Whoever catches up reads so many at once. */
const PAGE = 16;

/** The sequences, read once for however many outlets stand at the same place. */
export function createItems(warnings: Pick<Warnings, 'after'>, publicUrl: string, monotonic: () => number): Items {
  const fresh = createFresh<ReadyItem>(FRESH_MS, monotonic);
  const keyOf = (status: Status, number: number): string => `${status}:${number}`;
  return {
    next: (status, number, head) =>
      fresh.get(keyOf(status, number), async () => {
        const at = monotonic();
        const [first, ...others] = (await warnings.after(status, number, Math.min(PAGE, head - number))).map((item) =>
          ready(item, publicUrl),
        );
        for (const one of others) fresh.keep(keyOf(status, one.item.number - 1), one, at);
        return first ?? null;
      }),
  };
}

function ready(item: SequenceItem, publicUrl: string): ReadyItem {
  const bodies = new Map<PageLanguage, Uint8Array>();
  const body = (language: PageLanguage): Uint8Array => {
    const links = itemLinks(item, publicUrl, language);
    const made = bodies.get(language) ?? Buffer.from(JSON.stringify({ ...itemOf(item), ...(links !== null && { links }) }), 'utf8');
    bodies.set(language, made);
    return made;
  };
  return { item, body };
}
