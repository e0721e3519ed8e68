import type { RoutePorts } from './route-ports.ts';

/** A subscriber leaves by themselves; `erase`: what is known of them goes as well. */
export async function leave(id: number, { erase }: { readonly erase: boolean }, { registry, signups, clock }: RoutePorts): Promise<void> {
  await registry.optOut(id, { channel: null, how: 'page', at: clock.now().toISOString() });
  if (erase) await registry.remove(id);
  await signups.dropTokens(id);
}

/** `n…@example.com`, `+84…567`: enough to know one's own by. */
export const masked = (address: string): string =>
  address.includes('@') ? address.replace(/^(.)[^@]*/, '$1…') : `${address.slice(0, 3)}…${address.slice(-3)}`;
