import { provinces } from '@loa/domain/place';
import { stormAt, type BulletinInput } from '../storm.ts';

/** The register of benches about those who read: nobody is told by message. */
export const NOBODY = { count: 0, by: 'as-invented' } as const;

/** A storm over one province, round and round, as the public hears of it. */
export function publicStorm(event: string, nth: number): BulletinInput {
  const all = provinces();
  const { code } = all[nth % all.length] ?? { code: '' };
  return { ...stormAt(event, [{ kind: 'province', code }], new Date()), status: 'Actual' };
}
