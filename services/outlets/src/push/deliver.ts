import { mailOutcome, type PushOutcome, pushOutcome } from '@loa/domain/outlet';
import type { Callbacks, Channel, OutletLine } from '@loa/domain/ports';
import type { Clock } from '@loa/runtime';
import type { OutletsSettings } from '../config.ts';
import { itemMail } from './item-mail.ts';
import { pageLanguage } from './item-links.ts';
import type { ReadyItem } from './items.ts';
import type { Slot } from './slots.ts';
import { itemId, webhookCall } from './webhook-call.ts';
import { withinTime } from './within-time.ts';

/** One try of one item to one outlet. Does not reject. */
export type Deliver = (line: OutletLine, ready: ReadyItem, slot: Slot) => Promise<PushOutcome>;

/** By a signed call. */
export function byWebhook(
  callbacks: Pick<Callbacks, 'call'>,
  settings: Pick<OutletsSettings, 'timeoutMs' | 'slowMs'>,
  clock: Clock,
): Deliver {
  return async (line, { item, body }, slot) => {
    const call = webhookCall(line, itemId(line, item), body(pageLanguage(line.language)), clock.now());
    return pushOutcome(await withinTime(slot, settings, (signal) => callbacks.call(call, signal)));
  };
}

/** By e-mail, with the Message-ID of the item: a double is known as one. */
export function byMail(channel: Pick<Channel, 'send'>, { publicUrl }: Pick<OutletsSettings, 'publicUrl'>, clock: Clock): Deliver {
  return async (line, { item }) => {
    const { warning, recalledAt } = item.issued;
    const messageId = itemId(line, item);
    const content = itemMail(item, { language: line.language, publicUrl, now: clock.now().toISOString() });
    const levels = warning.entries.map((entry) => entry.level ?? 0);
    const level = recalledAt !== null || item.kind === 'lapsed' ? null : Math.max(...levels, 0) || null;
    const { id: warningId, status, issuedAt, expiresAt } = warning;
    const message = { deliveryId: 0, messageId, attempt: 1, to: line.to, warningId, status, level, language: line.language };
    return mailOutcome(await channel.send({ ...message, content, issuedAt, expiresAt }, () => ({ go: true })));
  };
}
