import { apiKeysTable, type Database, issuersTable } from '@loa/adapters/postgres';
import type { Authority } from '@loa/domain/place';
import { z } from 'zod';

/** The issuers of these tests: the national centre everywhere, a provincial station in its province (Gia Lai, 52). */
const ISSUERS: readonly { id: string; name: string; authority: Authority }[] = [
  { id: 'nchmf', name: 'Trung tâm Dự báo', authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' } },
  { id: 'gia-lai', name: 'Đài Gia Lai', authority: { hazards: ['storm', 'heavy-rain'], provinces: ['52'], seaAreas: [] } },
];

/** An answer of Loa over HTTP. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A key of each issuer's forecaster, and an operator's. */
export type Keys = Readonly<Record<'nchmf' | 'giaLai' | 'operator', string>>;

/** What forecasters and operators do by HTTP. */
export interface Desk {
  readonly keys: Keys;
  /** Posts bytes to intake as they are; `type` is the media type. */
  post(body: string | Uint8Array<ArrayBuffer>, key: string | null, type?: string): Promise<Answer>;
  /** Sends a bulletin with its issuer's key; resolves with its id, rejects with any other answer than 202. */
  send(bulletin: { issuer: string }): Promise<string>;
  recall(warningId: string, key: string, reason?: string): Promise<Answer>;
  /** GET on the console. */
  look(path: string, key: string): Promise<Answer>;
}

const document = z.record(z.string(), z.unknown());
const taken = z.object({ id: z.string() });

/** Puts the issuers into a database, and makes the keys. */
export async function makeKeys(db: Database): Promise<Keys> {
  for (const issuer of ISSUERS) await issuersTable(db).put(issuer);
  const keys = apiKeysTable(db);
  return {
    nchmf: await keys.create({ role: 'forecaster', issuer: 'nchmf', label: 'national desk' }),
    giaLai: await keys.create({ role: 'forecaster', issuer: 'gia-lai', label: 'provincial desk' }),
    operator: await keys.create({ role: 'operator', issuer: null, label: 'night shift' }),
  };
}

/** Calls the services at `urls`. */
export function deskAt(urls: { intake: string; console: string }, keys: Keys): Desk {
  const call = async (url: string, key: string | null, init: RequestInit, type?: string): Promise<Answer> => {
    const headers = { ...(key !== null && { authorization: `Bearer ${key}` }), ...(type !== undefined && { 'content-type': type }) };
    const answer = await fetch(url, { ...init, headers });
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      body: document.parse(await answer.json()),
    };
  };
  const json = 'application/json';
  const post: Desk['post'] = (body, key, type = json) => call(`${urls.intake}/api/bulletins`, key, { method: 'POST', body }, type);
  return {
    keys,
    post,
    async send(bulletin) {
      const { status, body } = await post(JSON.stringify(bulletin), bulletin.issuer === 'gia-lai' ? keys.giaLai : keys.nchmf);
      if (status !== 202) throw new Error(`intake answered ${status}: ${JSON.stringify(body)}`);
      return taken.parse(body).id;
    },
    recall: (warningId, key, reason = 'wrong province') =>
      call(`${urls.console}/api/warnings/${warningId}/recall`, key, { method: 'POST', body: JSON.stringify({ reason }) }, json),
    look: (path, key) => call(`${urls.console}${path}`, key, {}),
  };
}
