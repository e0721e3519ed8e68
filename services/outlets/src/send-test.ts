import { randomUUID } from 'node:crypto';
import { mailOutcome, type OutletWay, type PushedWay, pushOutcome } from '@loa/domain/outlet';
import type { AttemptResult, Callbacks, Channel, Outlet, Outlets } from '@loa/domain/ports';
import { type Clock, Problem } from '@loa/runtime';
import type { OutletsSettings } from './config.ts';
import { pageLanguage } from './push/item-links.ts';
import type { Slot, Slots } from './push/slots.ts';
import { webhookCall } from './push/webhook-call.ts';
import { withinTime } from './push/within-time.ts';

export interface SendTestPorts {
  readonly outlets: Pick<Outlets, 'secretsOf' | 'noteProved'>;
  readonly callbacks: Pick<Callbacks, 'call'>;
  readonly mail: Channel | null;
  readonly slots: Slots;
  readonly settings: Pick<OutletsSettings, 'timeoutMs' | 'slowMs'>;
  readonly clock: Clock;
}

const TEXT = {
  vi: 'Tin thử đường truyền của Loa. Đây không phải là cảnh báo.',
  en: 'A test of the line by Loa. This is not a warning.',
} as const;

/**
 * Sends a Test item over the way that warnings take: the same look-up, signature, time-out and places; it stands in no sequence. Says
 * what came of it.
 */
export function sendTest({ outlets, callbacks, mail, slots, settings, clock }: SendTestPorts) {
  return async ({ id, language }: Outlet, way: Extract<OutletWay, { kind: PushedWay }>) => {
    const secrets = await outlets.secretsOf(id, clock.now().toISOString());
    if (secrets === null || slots.free().suspect === 0) {
      throw new Problem({ status: 503, code: 'no-place', title: 'Too many calls are under way', headers: { 'retry-after': '10' } });
    }
    const at = clock.now();
    const byMail = async (to: string, messageId: string, text: string): Promise<AttemptResult> => {
      const about = {
        warningId: '',
        status: 'Test',
        level: null,
        language,
        issuedAt: at.toISOString(),
        expiresAt: at.toISOString(),
      } as const;
      const content = { subject: text, text: `${text}\r\n`, html: `<!doctype html>\n<p>${text}</p>\n` };
      const message = { deliveryId: 0, messageId, attempt: 1, to, content, ...about };
      return mail === null ? { kind: 'channel-down', reason: 'no-mail' } : mail.send(message, () => ({ go: true }));
    };
    const webhookId = `outlet-${id}-test-${randomUUID()}`;
    const words = TEXT[pageLanguage(language)];
    const item = { kind: 'test', id: webhookId, status: 'Test', sentAt: at.toISOString(), text: words };
    const byCall = (url: string, slot: Slot) => {
      const call = webhookCall({ to: url, secrets }, webhookId, Buffer.from(JSON.stringify(item), 'utf8'), at);
      return withinTime(slot, settings, (signal) => callbacks.call(call, signal));
    };
    const slot = slots.enter('suspect');
    try {
      const { result, reason } =
        way.kind === 'webhook' ? pushOutcome(await byCall(way.url, slot)) : mailOutcome(await byMail(way.address, webhookId, words));
      if (result === 'delivered') await outlets.noteProved(id, clock.now().toISOString());
      return { webhookId, delivered: result === 'delivered', result, reason };
    } finally {
      slot.leave();
    }
  };
}
