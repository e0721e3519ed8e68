import type { Authority } from '@loa/domain/place';
import type { ApiKeys } from '@loa/domain/ports';
import { z } from 'zod';

/** The issuers of these tests: the national centre everywhere, a provincial station in its province (Gia Lai, 52). */
export const ISSUERS: readonly { id: string; name: string; authority: Authority }[] = [
  { id: 'nchmf', name: 'Trung tâm Dự báo', authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' } },
  { id: 'gia-lai', name: 'Đài Gia Lai', authority: { hazards: ['storm', 'heavy-rain'], provinces: ['52'], seaAreas: [] } },
];

/** An answer of Loa over HTTP. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What forecasters and operators do by HTTP. */
export interface Desk {
  readonly keys: { readonly nchmf: string; readonly giaLai: string; readonly operator: string };
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

/** Makes the keys, and calls the services at `urls`. */
export async function deskAt(urls: { intake: string; console: string }, apiKeys: Pick<ApiKeys, 'create'>): Promise<Desk> {
  const keys = {
    nchmf: await apiKeys.create({ role: 'forecaster', issuer: 'nchmf', label: 'national desk' }),
    giaLai: await apiKeys.create({ role: 'forecaster', issuer: 'gia-lai', label: 'provincial desk' }),
    operator: await apiKeys.create({ role: 'operator', issuer: null, label: 'night shift' }),
  };
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
