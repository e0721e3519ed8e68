import type { Topic } from '@loa/domain/topics';
import type { z } from 'zod';
import type { LogRecord } from './event-log.ts';
import { expectations } from './expectations.ts';

export type Decoded<M> = { readonly ok: true; readonly message: M } | { readonly ok: false; readonly reason: string };

/** Reads a record by its topic's schema: UTF-8, then JSON, then the schema. */
export function decoder<S extends z.ZodType>(topics: readonly Topic<S>[]): (record: LogRecord) => Decoded<z.output<S>> {
  const byName = new Map(topics.map((topic) => [topic.name, topic.schema]));
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  return (record) => {
    const schema = byName.get(record.topic);
    if (schema === undefined) return { ok: false, reason: 'unknown-topic' };
    let json: unknown;
    try {
      json = JSON.parse(utf8.decode(record.value));
    } catch {
      return { ok: false, reason: 'undecodable' };
    }
    const parsed = schema.safeParse(json);
    if (parsed.success) return { ok: true, message: parsed.data };
    const fields = expectations(parsed.error).map(({ path, expected }) => `${path}: expected ${expected}`);
    return { ok: false, reason: `schema: ${fields.slice(0, 5).join('; ')}` };
  };
}
