import { hubSignature } from '@loa/adapters/webhook';
import { pushOutcome, retryDelayMs } from '@loa/domain/outlet';
import type { Call, Callbacks, Websub, WebsubLine, WebsubSettled } from '@loa/domain/ports';
import type { Clock, Logger } from '@loa/runtime';
import type { OutletsSettings } from '../config.ts';
import type { OutletMetrics } from '../metrics.ts';
import type { Push } from '../push/keep-pushing.ts';
import type { Slot } from '../push/slots.ts';
import { withinTime } from '../push/within-time.ts';
import type { FeedDocument, sharedDocuments } from './documents.ts';

export interface DistributePorts {
  readonly websub: Pick<Websub, 'settle'>;
  readonly callbacks: Pick<Callbacks, 'call'>;
  readonly documentOf: ReturnType<typeof sharedDocuments>;
  readonly hubUrl: string;
  readonly settings: Pick<OutletsSettings, 'timeoutMs' | 'slowMs'>;
  readonly owner: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Pick<OutletMetrics, 'websub'>;
}

/** Content distribution (WebSub, 7): the whole feed as it is now. */
export function distribute(ports: DistributePorts): Push<WebsubLine> {
  return async (line, slot) => {
    const settled = await outcomeOf(ports, line, slot).catch((err: unknown) => {
      ports.log.warn({ err, topic: line.topic }, 'feed could not be read');
      return failed(ports, line, 'feed-unavailable', 0);
    });
    await ports.websub.settle(settled, ports.clock.now().toISOString());
    return 'done';
  };
}

async function outcomeOf(ports: DistributePorts, line: WebsubLine, slot: Slot): Promise<WebsubSettled> {
  const { key, topic, version } = line;
  const document = await ports.documentOf(topic, version);
  if (document === null) return failed(ports, line, 'feed-unknown', 0);
  const call = callOf(ports.hubUrl, line, document);
  const { result, reason, askedS } = pushOutcome(await withinTime(slot, ports.settings, (signal) => ports.callbacks.call(call, signal)));
  ports.metrics.websub(result);
  if (result === 'delivered') return { key, owner: ports.owner, kind: 'delivered', version };
  ports.log.info({ key, topic, reason, failures: line.failures + 1 }, 'WebSub subscriber not reached');
  return result === 'gone' ? { key, owner: ports.owner, kind: 'ended' } : failed(ports, line, reason, askedS);
}

function failed({ owner, clock }: DistributePorts, { key, failures }: WebsubLine, reason: string, askedS: number): WebsubSettled {
  const dueAt = new Date(clock.now().getTime() + retryDelayMs(failures + 1, Math.random(), askedS)).toISOString();
  return { key, owner, kind: 'failed', reason, dueAt };
}

function callOf(hubUrl: string, { topic, callback, secret }: WebsubLine, { contentType, body }: FeedDocument): Call {
  const signature = secret === null ? {} : { 'x-hub-signature': hubSignature(secret, body) };
  const link = `<${hubUrl}>; rel="hub", <${topic}>; rel="self"`;
  return { method: 'POST', url: callback, body, headers: { 'content-type': contentType, link, 'user-agent': 'Loa', ...signature } };
}
