import { type Bulletin, bulletin, HAZARDS, status } from '@loa/domain/bulletin';
import type { Alert, Reference } from '../../alert.ts';
import { capInstant } from '../../check/cap-time.ts';
import { quoted } from '../../check/quoted.ts';
import { each } from '../../check/rule.ts';
import type { Finding } from '../../finding.ts';
import { areasOf, type Block } from './areas-of.ts';
import { closingOf, isTakenBackBlock, typeOf } from './bulletin-type-of.ts';
import { hazardNameOf, hazardOf } from './hazard-of.ts';
import { type CapSeries, isOwn, seriesOf } from './series-of.ts';
import type { SourceMapping } from './source-mapping.ts';
import { textOf } from './text-of.ts';

/** A message as a bulletin, or why it is none, by element. */
export type CapBulletin =
  | {
      readonly kind: 'bulletin';
      readonly bulletin: Bulletin;
      /** To be remembered beside the message, so that later messages find their series: see `known` of {@link SourceMapping}. */
      readonly first: Reference;
      /** The event is the message's own choice, or that of the messages before it; otherwise it begins one. */
      readonly continues: boolean;
      /** What a bulletin could not hold of the message, and what was assumed. */
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] };

/**
 * A CAP message as a bulletin of the source's issuer. An Update speaks for its whole series (`full`), since it supersedes what it
 * refers to. A Cancel, and a message that is all AllClear, become the bulletin that cancels or ends the series. Refused is what is
 * no warning (Ack, Error, System, Draft), what is not public, and what names a place, a time or a series that cannot be read.
 */
export function toBulletin(alert: Alert, mapping: SourceMapping): CapBulletin {
  const barred = barredBy(alert);
  if (barred.length > 0) return { kind: 'refused', findings: barred };
  const series = seriesOf(alert, mapping);
  const { blocks, leavesOthers } = saidOf(alert);
  const read = hazardOf(blocks, mapping);
  const closing = closingOf(alert, blocks);
  const hazard = closing === null ? read?.hazard : (series.known?.hazard ?? read?.hazard);
  if (hazard === undefined) return refused('info', 'info-missing', 'expected a block that names the hazard; there is none');
  if (closing !== null && !series.continues)
    return refused('references', 'references-missing', 'expected the messages that it ends or cancels; there are none');
  const { type, findings: assumed } = typeOf(alert, hazard, closing, mapping);
  const { areas, faults, findings } = areasOf(namedOf(alert, blocks, closing !== null), alert.sent, mapping);
  if (faults.length > 0) return { kind: 'refused', findings: faults };
  const { text, findings: unsaid } = textOf(blocks);
  const parsed = bulletin.safeParse({
    ...headOf(alert, series, mapping),
    ...{ hazard, type, areas, scope: leavesOthers || type === 'quick' ? 'partial' : 'full' },
    ...(text !== undefined && { text }),
    ...(hazard === 'other' && { hazardName: hazardNameOf(blocks) ?? { vi: HAZARDS.other.vi, en: HAZARDS.other.en } }),
    ...urgencyOf(blocks),
  });
  if (!parsed.success) return { kind: 'refused', findings: parsed.error.issues.map(asFinding) };
  const all = [...(closing === null ? (read?.findings ?? []) : []), ...assumed, ...findings, ...unsaid];
  return { kind: 'bulletin', bulletin: parsed.data, first: series.first, continues: series.continues, findings: all };
}

/** The blocks of the bulletin itself. Loa's own messages also repeat what stands elsewhere in the series, in blocks without a type. */
function saidOf(alert: Alert): { blocks: Block[]; leavesOthers: boolean } {
  const all = each('info', alert.info);
  const blocks = isOwn(alert) ? all.filter(([, info]) => info.parameter.some(({ valueName }) => valueName === 'bulletinType')) : all;
  return { blocks, leavesOthers: blocks.length < all.length };
}

/** Blocks whose places the bulletin names. A foreign Cancel or AllClear closes all that it refers to; Loa's own names what it closes. */
function namedOf(alert: Alert, blocks: readonly Block[], closes: boolean): Block[] {
  if (closes && (alert.msgType === 'Cancel' || !isOwn(alert))) return [];
  return blocks.filter(([, info]) => isTakenBackBlock(info, isOwn(alert)) === closes);
}

function headOf({ sent, status: given }: Alert, { family, eventId, sequence }: CapSeries, { issuer, country }: SourceMapping) {
  const event = { id: eventId };
  return { issuer, family, event, sequence, finishedAt: capInstant(sent), status: given, ...(country !== 'VN' && { country }) };
}

const URGENCIES = ['Immediate', 'Expected', 'Future'];

function urgencyOf(blocks: readonly Block[]): { urgency?: string } {
  const urgency = URGENCIES.find((one) => blocks.some(([, info]) => info.urgency === one));
  return urgency === undefined ? {} : { urgency };
}

/** What is no public warning, or so odd that its handling cannot be told. */
function barredBy({ status: given, msgType, scope, sent }: Alert): Finding[] {
  const barred = (when: boolean, element: string, rule: string, says: string): Finding[] => (when ? [{ element, rule, says }] : []);
  return [
    ...barred(
      !status.safeParse(given).success,
      'status',
      'status-not-carried',
      `expected Actual, Exercise or Test; it is "${quoted(given)}"`,
    ),
    ...barred(!WARNS.includes(msgType), 'msgType', 'no-warning', `expected Alert, Update or Cancel; it is "${quoted(msgType)}"`),
    ...barred(scope === 'Restricted' || scope === 'Private', 'scope', 'not-public', `expected a public message; it is ${scope}`),
    ...barred(capInstant(sent) === undefined, 'sent', 'time-unreadable', 'expected when the message was sent; it cannot be read'),
  ];
}

const WARNS = ['Alert', 'Update', 'Cancel'];

function asFinding({ path, message }: { path: readonly PropertyKey[]; message: string }): Finding {
  return { element: '', rule: 'no-bulletin', says: `as a bulletin, ${path.map(String).join('.')}: ${message}` };
}

const refused = (element: string, rule: string, says: string): CapBulletin => ({ kind: 'refused', findings: [{ element, rule, says }] });
