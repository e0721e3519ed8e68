import type { Language } from '@loa/domain/audience';
import type { Channel, EmailContent, LeasedBatch, LedgerRow, SmsContent } from '@loa/domain/ports';
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

export interface ContentOptions {
  /** E-mails link to the warning's page and CAP message here; absent: to none. */
  readonly publicUrl?: string | undefined;
  /** Told of each text that is made. */
  readonly rendered?: () => void;
}

/** Renders once per warning, language (with or without marks), audience, reason, places and what is in force there, and hands out the same object again. */
export function contents(channel: Channel['name'], { publicUrl, rendered }: ContentOptions = {}): ContentOf {
  const kept = new Map<string, Content>();
  return (warning, { language }, row, stillInForce) => {
    const others = stillInForce?.map((one) => `${one.hazard} ${one.name?.vi ?? ''}`).join(',');
    const key = [warning.id, language, row.audience, row.reason, row.units.join(' '), row.unaccented, others].join('|');
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = render(channel, warning, language, row, stillInForce, publicUrl);
    rendered?.();
    const oldest = kept.keys().next();
    if (kept.size >= KEPT && oldest.done !== true) kept.delete(oldest.value);
    kept.set(key, made);
    return made;
  };
}

function render(
  channel: Channel['name'],
  warning: Warning,
  language: Language,
  { audience, reason, units, unaccented }: LedgerRow,
  stillInForce: readonly StillInForce[] | undefined,
  publicUrl: string | undefined,
): Content {
  const reader = {
    ...{ language, audience, reason, units },
    ...(unaccented && { unaccented: 'asked' as const }),
    ...(stillInForce !== undefined && { stillInForce }),
  };
  if (channel === 'sms') return { text: renderSms(warning, reader).text };
  const mail = renderEmail(warning, reader);
  return publicUrl === undefined ? mail : withLinks(mail, warning.id, { language, publicUrl });
}
