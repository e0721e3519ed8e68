import { registration } from '@loa/domain/audience';
import { nameOfPlaces } from '@loa/domain/place';
import type { SignupRequest } from '@loa/domain/ports';
import type { SignupPurpose } from '@loa/domain/signup';
import { hashOfKey, newToken, Problem } from '@loa/runtime';
import { NAMES_SHOWN } from './routes/ask.ts';
import type { RoutePorts } from './route-ports.ts';
import { pageLanguage } from './words.ts';

const DAY_MS = 86_400_000;

/** What a confirmed request came to. `token` opens one's own page. */
export interface Effect {
  readonly purpose: SignupPurpose;
  readonly token: string | null;
  readonly tokenUntil: string | null;
  /** Names of the places that warnings are told of. */
  readonly places: string | null;
}

/**
 * Does what was confirmed. Each step may be done again: a process that is killed between two of them leaves a code that still counts.
 * Whoever comes or moves is owed what is in force by the very transaction that enters them.
 */
export async function takeEffect(request: SignupRequest, ports: RoutePorts): Promise<Effect> {
  const { registry, signups, settings, clock } = ports;
  const { purpose, channel, address, language, subscriberId } = request;
  const now = clock.now();
  const at = now.toISOString();
  const id = await entered();
  await signups.close(request.id, at);
  const none = { purpose, token: null, tokenUntil: null, places: null };
  if (id === null || purpose === 'leave') return none;
  const token = newToken();
  const tokenUntil = new Date(now.getTime() + settings.tokenDays * DAY_MS).toISOString();
  await signups.addToken(hashOfKey(token), id, tokenUntil);
  const units = (await registry.get(id))?.units ?? [];
  return { purpose, token, tokenUntil, places: nameOfPlaces(units, pageLanguage(language), NAMES_SHOWN) };

  async function entered(): Promise<number | null> {
    if (purpose === 'subscribe') return subscribe();
    if (purpose === 'address' && subscriberId !== null) return readdress(subscriberId);
    const known = await registry.find(channel, address);
    if (known !== null && purpose === 'leave') {
      await registry.optOut(known, { channel: null, how: 'page', at });
      await signups.dropTokens(known);
    }
    return known;
  }

  async function subscribe(): Promise<number> {
    const how = channel === 'email' ? 'link' : 'code';
    const consent = { at, how, wording: settings.wording, source: 'sign-up page' };
    const known = await registry.find(channel, address);
    const audience = known === null ? 'citizen' : ((await registry.get(known))?.audience ?? 'citizen');
    const to = channel === 'email' ? { email: address } : { phone: address };
    const put = await registry.put(registration.parse({ ...Object(request.wishes), ...to, audience, language, consent }), at);
    if (put.kind === 'several') throw taken();
    return put.id;
  }

  async function readdress(of: number): Promise<number> {
    const changed = await registry.change(of, channel === 'email' ? { email: address } : { phone: address }, at);
    if (changed.kind === 'taken') throw taken();
    if (changed.kind === 'unknown')
      throw new Problem({ status: 404, code: 'subscriber-gone', title: 'There is no such subscription any more' });
    return of;
  }
}

const taken = (): Problem => new Problem({ status: 409, code: 'address-taken', title: 'That address belongs to another subscription' });
