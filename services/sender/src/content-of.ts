import type { Language } from '@loa/domain/audience';
import type { Channel, EmailContent, LeasedBatch, LedgerRow, SmsContent } from '@loa/domain/ports';
import { isAskedToConfirm } from '@loa/domain/supply';
import type { Warning } from '@loa/domain/warning';
import { renderEmail, renderSms, type StillInForce, withLinks } from '@loa/domain/wording';

type Content = EmailContent | SmsContent;

/** Texts kept: people of one place and audience read the same. */
const KEPT = 2_000;

/** `stillInForce` is for texts that take a warning back; undefined elsewhere. */
export type ContentOf = (
  warning: Warning,
  batch: LeasedBatch,
  row: LedgerRow,
  stillInForce: readonly StillInForce[] | undefined,
) => Content;

/** Where the receiver of a delivery confirms it. */
export type ConfirmLink = (deliveryId: number) => string;

export interface ContentOptions {
  /** E-mails link to the warning's page and CAP message here; absent: to none. */
  readonly publicUrl?: string | undefined;
  /** Put into messages to those who are asked to confirm; absent: into none. */
  readonly confirmLink?: ConfirmLink | undefined;
  /** Told of each text that is made. */
  readonly rendered?: () => void;
}

/** Does this row's message hold a link of its own? Only where its receiver is asked to confirm. */
export const hasLink = (row: Pick<LedgerRow, 'audience' | 'supply' | 'watchdog'>): boolean => isAskedToConfirm(row) && !row.watchdog;

/** Stands for the delivery of a link in a text that is kept; no id is longer. */
const ANY_DELIVERY = Number.MAX_SAFE_INTEGER;

/**
 * Renders once per warning, language (with or without marks), audience, reason, places and what is in force there, and hands out the same
 * object again. Texts with a link are rendered once as well, each with its link put in.
 */
export function contents(channel: Channel['name'], { publicUrl, confirmLink, rendered }: ContentOptions = {}): ContentOf {
  const kept = new Map<string, Content>();
  const anyLink = confirmLink?.(ANY_DELIVERY);
  const textOf = (...[warning, { language }, row, stillInForce]: Parameters<ContentOf>): Content => {
    const link = hasLink(row) ? anyLink : undefined;
    const others = stillInForce?.map((one) => `${one.hazard} ${one.name?.vi ?? ''}`).join(',');
    const key = [warning.id, language, row.audience, row.reason, row.units.join(' '), row.unaccented, others, link].join('|');
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = render(channel, warning, language, row, { stillInForce, publicUrl, link });
    rendered?.();
    const oldest = kept.keys().next();
    if (kept.size >= KEPT && oldest.done !== true) kept.delete(oldest.value);
    kept.set(key, made);
    return made;
  };
  return (warning, batch, row, stillInForce) => {
    const text = textOf(warning, batch, row, stillInForce);
    const own = confirmLink !== undefined && hasLink(row);
    return own && anyLink !== undefined ? withLink(text, anyLink, confirmLink(row.deliveryId)) : text;
  };
}

function withLink(content: Content, any: string, link: string): Content {
  const put = (text: string): string => text.replaceAll(any, () => link);
  return 'html' in content ? { ...content, text: put(content.text), html: put(content.html) } : { text: put(content.text) };
}

interface Known {
  readonly stillInForce: readonly StillInForce[] | undefined;
  readonly publicUrl: string | undefined;
  readonly link: string | undefined;
}

function render(
  channel: Channel['name'],
  warning: Warning,
  language: Language,
  { audience, reason, units, unaccented }: LedgerRow,
  { stillInForce, publicUrl, link }: Known,
): Content {
  const reader = {
    ...{ language, audience, reason, units },
    ...(unaccented && { unaccented: 'asked' as const }),
    ...(stillInForce !== undefined && { stillInForce }),
    ...(link !== undefined && { confirmLink: link }),
  };
  if (channel === 'sms') return { text: renderSms(warning, reader).text };
  const mail = renderEmail(warning, reader);
  return publicUrl === undefined ? mail : withLinks(mail, warning.id, { language, publicUrl });
}
