import { type BulletinType, bulletinType, bulletinTypes, type Hazard } from '@loa/domain/bulletin';
import { isTakenBack } from '@loa/domain/warning';
import type { Alert, Info } from '../../alert.ts';
import type { Finding } from '../../finding.ts';
import { ownParameter } from './series-of.ts';
import type { SourceMapping } from './source-mapping.ts';

/** Whether a block takes back what was said of its places: an all-clear, or a change of Loa's own profile. */
export function isTakenBackBlock({ responseType, parameter }: Info): boolean {
  return responseType.includes('AllClear') || parameter.some(({ valueName, value }) => valueName === 'change' && isTakenBack(value));
}

/** What a message does to its whole series: nothing where one block still warns. */
export function closingOf(alert: Alert): 'cancel' | 'end' | null {
  if (alert.msgType === 'Cancel') return 'cancel';
  if (alert.info.length === 0 || !alert.info.every(isTakenBackBlock)) return null;
  return alert.info.some(({ parameter }) => parameter.some(({ valueName, value }) => valueName === 'change' && value === 'cancelled'))
    ? 'cancel'
    : 'end';
}

/**
 * The bulletin type: the message's own where it is of Loa's profile; else the one that cancels or ends; else the source's choice, a
 * plain warning, or the first of the hazard's list, with a finding, since CAP does not know the types of the trade.
 */
export function typeOf(
  alert: Alert,
  hazard: Hazard,
  closing: 'cancel' | 'end' | null,
  { types }: SourceMapping,
): { readonly type: string; readonly findings: readonly Finding[] } {
  const fits = ({ action }: BulletinType): boolean => (closing === null ? action === 'issue' || action === 'correct' : action === closing);
  const own = bulletinType(hazard, ownParameter(alert, 'bulletinType') ?? '');
  const chosen = bulletinType(hazard, types?.get(hazard) ?? '');
  const plain = bulletinType(hazard, 'warning');
  const certain = [own, chosen, plain].find((one) => one !== undefined && fits(one));
  if (certain !== undefined) return { type: certain.id, findings: [] };
  const [first] = bulletinTypes(hazard).filter(fits);
  const type = first?.id ?? '';
  if (closing !== null) return { type, findings: [] };
  return {
    type,
    findings: [{ element: 'info', rule: 'type-assumed', says: `CAP does not say which bulletin on ${hazard} it is; taken as "${type}"` }],
  };
}
