import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { bulletinTypes, type Hazard, hazardIds, type Level, type Response } from '../bulletin/index.ts';
import { change, type Change, type Warning } from '../warning/index.ts';
import type { Broadcast } from './broadcast.ts';
import { publicReader } from './broadcast.ts';
import { type Reader, renderCall, renderCrawl, renderEmail, renderHeadline, renderLoudspeaker, renderRadio, renderSms } from './index.ts';

/** The ward Quy Nhơn. */
export const QUY_NHON = '21583';

export const LANGUAGES = ['vi', 'en'] as const;
export const CHANGES: readonly Change[] = change.options;
export const CLOSING: readonly Change[] = ['narrowed', 'cancelled', 'ended'];
export const LEVELS: readonly (Level | null)[] = [null, 1, 2, 3, 4, 5];

const RESPONSE: readonly Response[] = ['Monitor', 'Prepare', 'Prepare', 'Avoid', 'Shelter'];

const ACTION: Readonly<Partial<Record<Change, Warning['action']>>> = { corrected: 'correct', cancelled: 'cancel', ended: 'end' };

type Case = { hazard: Hazard; change: Change; level: Level | null; source?: 'announced' | 'proposed'; status?: Warning['status'] };

/** A warning of Quy Nhơn with one entry. */
export function warningOf({ hazard, change, level, source = 'announced', status = 'Actual' }: Case, more: object = {}): Warning {
  const closing = CLOSING.includes(change);
  const entry = aWarningEntry({
    units: [QUY_NHON],
    change,
    level: closing ? null : level,
    source: closing || level === null ? null : source,
    verdict: null,
    response: closing ? 'Monitor' : (RESPONSE[(level ?? 1) - 1] ?? 'Monitor'),
  });
  return aWarning({
    status,
    hazard,
    bulletinType: bulletinTypes(hazard)[0]?.id ?? '',
    action: ACTION[change] ?? 'issue',
    entries: [entry],
    ...(hazard === 'other' && { hazardName: { vi: 'mưa sao băng', en: 'meteor shower' } }),
    ...more,
  });
}

/** Every text of a warning: what people read, see and hear. */
export function allTexts(warning: Warning, language: string, reader: Partial<Reader> = {}): Record<string, string> {
  const broadcast: Broadcast = { language, ...(reader.stillInForce && { stillInForce: reader.stillInForce }) };
  const full: Reader = { ...publicReader(warning, broadcast), ...reader };
  const mail = renderEmail(warning, full);
  return {
    sms: renderSms(warning, full).text,
    subject: mail.subject,
    mail: mail.text,
    html: mail.html,
    headline: renderHeadline(warning, broadcast),
    crawl: renderCrawl(warning, broadcast),
    radio: renderRadio(warning, broadcast),
    loudspeaker: renderLoudspeaker(warning, broadcast),
    call: renderCall(warning, full).text,
  };
}

/** Every hazard × change × level, of one language. */
export const everyCase: readonly Required<Pick<Case, 'hazard' | 'change' | 'level'>>[] = hazardIds.flatMap((hazard) =>
  CHANGES.flatMap((change) => (CLOSING.includes(change) ? [null] : LEVELS).map((level) => ({ hazard, change, level }))),
);
