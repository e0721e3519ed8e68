import type { LoginTries, TryLimit } from '@loa/domain/ports';
import { hashOfKey, Problem } from '@loa/runtime';

const WAITS = { waitMs: 30_000, longestMs: 900_000, forgetMs: 3_600_000 };
/** Short waits that grow: nobody guesses, and nobody can keep the night shift out for long. */
const BY_ACCOUNT: TryLimit = { free: 5, ...WAITS };
/** An office may share one address. */
const BY_ADDRESS: TryLimit = { free: 30, ...WAITS };

const CODE = { status: 429, code: 'too-many-tries', title: 'Too many tries' };

/** What is tried, and from where. */
export interface Tried {
  /** A name, whether or not an account has it, or an account whose second factor is asked. */
  readonly account: string;
  readonly ip: string;
}

/** Counts a try by account and by address; throws a 429 while either is locked. `good` says that it was none to count. */
export async function takeTry(tries: LoginTries, { account, ip }: Tried, now: string): Promise<{ good(): Promise<void> }> {
  const [byAccount, byAddress] = [hashOfKey(`account:${account}`), hashOfKey(`address:${network(ip)}`)];
  const until = (await tries.take(byAddress, BY_ADDRESS, now)) ?? (await tries.take(byAccount, BY_ACCOUNT, now));
  if (until !== null) {
    const seconds = Math.max(1, Math.ceil((Date.parse(until) - Date.parse(now)) / 1_000));
    throw new Problem({ ...CODE, detail: `expected the next one after ${seconds} s`, headers: { 'retry-after': String(seconds) } });
  }
  return {
    async good() {
      await tries.forgive(byAccount, true);
      // Whoever has an account of their own gets no free tries at others by it.
      await tries.forgive(byAddress, false);
    },
  };
}

/** One household or server has a whole /64 of IPv6. */
function network(ip: string): string {
  if (!ip.includes(':') || ip.includes('.')) return ip;
  const [head = '', tail] = ip.split('::');
  const groups = head.split(':').filter((one) => one !== '');
  const after = tail === undefined ? [] : tail.split(':').filter((one) => one !== '');
  const all = [...groups, ...Array.from({ length: 8 - groups.length - after.length }, () => '0'), ...after];
  return all.slice(0, 4).join(':');
}
