import type { Language } from '@loa/domain/audience';
import type { Channel, EmailContent, LeasedBatch, LedgerRow, SmsContent } from '@loa/domain/ports';
import type { Warning } from '@loa/domain/warning';
import { renderEmail, renderSms } from '@loa/domain/wording';

type Content = EmailContent | SmsContent;

/** Texts kept: people of one place and audience read the same. */
const KEPT = 2_000;

/** Renders once per warning, language, audience, reason and places, and hands out the same object again. */
export function contents(channel: Channel['name']): (warning: Warning, batch: LeasedBatch, row: LedgerRow) => Content {
  const kept = new Map<string, Content>();
  return (warning, { language }, row) => {
    const key = [warning.id, language, row.audience, row.reason, row.units.join(' ')].join('|');
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = render(channel, warning, language, row);
    const oldest = kept.keys().next();
    if (kept.size >= KEPT && oldest.done !== true) kept.delete(oldest.value);
    kept.set(key, made);
    return made;
  };
}

function render(channel: Channel['name'], warning: Warning, language: Language, { audience, reason, units }: LedgerRow): Content {
  const reader = { language, audience, reason, units };
  return channel === 'email' ? renderEmail(warning, reader) : { text: renderSms(warning, reader).text };
}
