import type { OutletLines, Websub } from '@loa/domain/ports';
import type { Clock, Logger } from '@loa/runtime';
import { type DocumentOf, shownBy } from './documents.ts';

export interface LookPorts {
  readonly websub: Pick<Websub, 'topics' | 'noteShown' | 'sweep'>;
  readonly heads: OutletLines['heads'];
  readonly documentOf: DocumentOf;
  readonly clock: Clock;
  readonly log: Logger;
}

/** After an item was issued every topic is read a second time, in case feeds showed it a moment later. Milliseconds. */
const AGAIN_MS = 2_000;

/**
 * Reads every topic that is followed when an item was issued, and at the latest after `relookMs`: what is new is then due to its
 * subscribers. A look that fails is made again. Returns one look.
 */
export function lookAtTopics({ websub, heads: newest, documentOf, clock, log }: LookPorts, relookMs: number): () => Promise<void> {
  let seen = -1;
  let dueAt = -Infinity;
  return async () => {
    const now = clock.now();
    const heads = await newest();
    if (heads === seen && now.getTime() < dueAt) return;
    for (const topic of await websub.topics(now.toISOString())) {
      const document = await documentOf(topic);
      if (document !== null && (await websub.noteShown(topic, shownBy(document)))) log.debug({ topic }, 'feed is new');
    }
    const over = await websub.sweep(now.toISOString());
    if (over > 0) log.info({ count: over }, 'WebSub subscriptions are over');
    dueAt = now.getTime() + (heads === seen ? relookMs : AGAIN_MS);
    seen = heads;
  };
}

/** Looks every `everyMs`; no fault ends it. Returns what stops it. */
export function keepLooking(look: () => Promise<void>, everyMs: number, log: Logger): () => Promise<void> {
  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    looking ??= look()
      .catch((err: unknown) => log.warn({ err }, 'feeds could not be looked at'))
      .finally(() => {
        looking = null;
      });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
