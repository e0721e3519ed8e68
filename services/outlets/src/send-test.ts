import { randomUUID } from 'node:crypto';
import { pushOutcome } from '@loa/domain/outlet';
import type { Callbacks, Outlet, Outlets } from '@loa/domain/ports';
import { type Clock, Problem } from '@loa/runtime';
import type { OutletsSettings } from './config.ts';
import type { Slots } from './push/slots.ts';
import { webhookCall } from './push/webhook-call.ts';
import { withinTime } from './push/within-time.ts';

export interface SendTestPorts {
  readonly outlets: Pick<Outlets, 'secretsOf' | 'noteProved'>;
  readonly callbacks: Pick<Callbacks, 'call'>;
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
export function sendTest({ outlets, callbacks, slots, settings, clock }: SendTestPorts) {
  return async ({ id, language }: Outlet, url: string) => {
    const secrets = await outlets.secretsOf(id, clock.now().toISOString());
    if (secrets === null || slots.free().suspect === 0) {
      throw new Problem({ status: 503, code: 'no-place', title: 'Too many calls are under way', headers: { 'retry-after': '10' } });
    }
    const at = clock.now();
    const webhookId = `outlet-${id}-test-${randomUUID()}`;
    const words = language === 'vi' || language.startsWith('vi-') ? TEXT.vi : TEXT.en;
    const item = { kind: 'test', id: webhookId, status: 'Test', sentAt: at.toISOString(), text: words };
    const call = webhookCall({ to: url, secrets }, webhookId, Buffer.from(JSON.stringify(item), 'utf8'), at);
    const slot = slots.enter('suspect');
    try {
      const { result, reason } = pushOutcome(await withinTime(slot, settings, (signal) => callbacks.call(call, signal)));
      if (result === 'delivered') await outlets.noteProved(id, clock.now().toISOString());
      return { webhookId, delivered: result === 'delivered', result, reason };
    } finally {
      slot.leave();
    }
  };
}
