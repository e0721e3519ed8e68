import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { CallbackRefused } from './callback-refused.ts';
import { rangeOf } from './range-of.ts';

/** Every address of a name, in text; rejects or is empty when there is none. */
export type Resolve = (name: string) => Promise<readonly string[]>;

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

const DNS_TIMEOUT_MS = 2_000;
const DNS_TRIES = 2;

/** Asks name servers directly: the system's resolver has four threads, and one zone that does not answer would fill them all. */
export function nameServers(): Resolve {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES });
  return async (name) => {
    const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  };
}

/**
 * The addresses that a host may be called at: all that it has, looked up now. Rejects with {@link CallbackRefused} when there is
 * none, or when any of them is not public; the answer names the range and not the address, since inner names are nobody's business (`allowPrivate` lets those pass): a name that points both ways is not to be trusted.
 */
export async function resolvePublic(
  host: string,
  { resolve, allowPrivate }: { readonly resolve: Resolve; readonly allowPrivate: boolean },
): Promise<[Address, ...Address[]]> {
  const [first, ...others] = isIP(host) === 0 ? await resolve(host).catch(() => []) : [host];
  if (first === undefined) throw new CallbackRefused('name-unknown', `a host name that can be resolved; ${host} cannot`);
  const checked = (address: string): Address => {
    const range = allowPrivate ? null : rangeOf(address);
    if (range !== null) throw new CallbackRefused(`address-${range}`, `an address on the public internet; ${host} is not (${range})`);
    return { address, family: isIP(address) === 6 ? 6 : 4 };
  };
  return [checked(first), ...others.map(checked)];
}
