import { Client } from 'undici';
import { instant } from '../clock.ts';
import type { Installation } from '../installation/installation.ts';
import { publicStorm } from './public-storm.ts';

/** Every document that lists what was issued. */
const DOCUMENTS = ['cap.atom', 'cap.rss', 'warnings.json', 'warnings.geojson', 'in-force.json'] as const;
const WITHIN_MS = 60_000;

/** The warning of an event. $1 event */
const ISSUED = "select id, content ->> 'issuedAt' as at from warnings where event_id = $1";

/** Milliseconds until the last document shows a warning. */
export interface TimeToSee {
  /** From its issue. */
  readonly issued: number;
  /** From intake's 202. */
  readonly accepted: number;
}

/** The times of so many warnings, one after another. Each document is read on a connection of its own, again with its ETag as soon as it is there. */
export async function timesToSee(installation: Installation, count: number): Promise<TimeToSee[]> {
  const readers = await Promise.all(DOCUMENTS.map((name) => reader(new Client(installation.url('feeds')), `/feeds/${name}`)));
  const times: TimeToSee[] = [];
  try {
    for (let nth = 0; nth < count; nth += 1) {
      const event = `seen-${nth}`;
      const accepted = await installation.publish(publicStorm(event, nth));
      const changed = Promise.all(readers.map((one) => one.changed()));
      const last = Math.max(...(await changed).map(({ at }) => at));
      const [row] = await installation.query<{ id: string; at: string }>(ISSUED, [event]);
      for (const { body } of await changed)
        if (row === undefined || !body.includes(row.id)) throw new Error(`${event} is not in what is new`);
      times.push({ issued: last - Date.parse(row?.at ?? ''), accepted: last - accepted });
    }
  } finally {
    await Promise.all(readers.map((one) => one.close()));
  }
  return times;
}

async function reader(client: Client, path: string) {
  let etag = '';
  /** The document where it is new; null where it is not. */
  const read = async (): Promise<string | null> => {
    const answer = await client.request({ method: 'GET', path, headers: etag === '' ? {} : { 'if-none-match': etag } });
    const body = await answer.body.text();
    if (answer.statusCode === 304) return null;
    if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`);
    etag = String(answer.headers['etag']);
    return body;
  };
  await read();
  return {
    /** The next version, and the instant at which its last byte was there. Rejects after a minute. */
    async changed(): Promise<{ readonly body: string; readonly at: number }> {
      for (const end = instant() + WITHIN_MS; instant() < end;) {
        const body = await read();
        if (body !== null) return { body, at: instant() };
      }
      throw new Error(`${path} stays as it was for ${WITHIN_MS} ms`);
    },
    close: () => client.close(),
  };
}
