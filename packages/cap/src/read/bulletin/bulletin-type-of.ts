import { type BulletinType, bulletinType, bulletinTypes, type Hazard } from '@loa/domain/bulletin';
import { isTakenBack } from '@loa/domain/warning';
import type { Alert, Info } from '../../alert.ts';
import type { Finding } from '../../finding.ts';
import type { Block } from './areas-of.ts';
import { isOwn, ownParameter } from './series-of.ts';
import type { SourceMapping } from './source-mapping.ts';

/** Whether a block takes back what was said of its places: an all-clear, or in Loa's own messages the change that says so. */
export function isTakenBackBlock({ responseType, parameter }: Info, own: boolean): boolean {
  if (responseType.includes('AllClear')) return true;
  return own && parameter.some(({ valueName, value }) => valueName === 'change' && isTakenBack(value));
}

/** What a message does to its whole series: nothing where one block still warns. */
export function closingOf(alert: Alert, blocks: readonly Block[]): 'cancel' | 'end' | null {
  if (alert.msgType === 'Cancel') return 'cancel';
  const own = isOwn(alert);
  if (blocks.length === 0 || !blocks.every(([, info]) => isTakenBackBlock(info, own))) return null;
  return blocks.every(([, { responseType }]) => responseType.includes('AllClear')) ? 'end' : 'cancel';
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
