import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import type { Bench } from './bench.ts';
import type { Figure } from './figures.ts';
import { type BenchName, readFlags } from './flags.ts';
import { fanout } from './fanout/fanout.ts';
import { flash } from './flash/flash.ts';
import { emailGrouped, emailPersonal } from './email/email.ts';
import { feeds } from './feeds/feeds.ts';
import { classify } from './classify/classify.ts';
import { importing } from './import/import.ts';
import type { EnginesName } from './installation/installation.ts';
import { latency } from './latency/latency.ts';
import { machine, tableOf } from './report.ts';
import { needOrder } from './need-order/need-order.ts';
import { peers } from './peers/peers.ts';
import { smsHttp } from './sms/http.ts';
import { smsSmpp } from './sms/smpp.ts';
import { sending } from './sending/sending.ts';
import { stream } from './stream/stream.ts';
import { webhooks } from './webhooks/webhooks.ts';

const BENCHES: Readonly<Record<BenchName, Bench>> = {
  latency,
  fanout,
  email: sending('email'),
  sms: sending('sms'),
  'sms-http': smsHttp,
  'sms-smpp': smsSmpp,
  feeds,
  sse: stream,
  webhooks,
  classify,
  flash,
  'need-order': needOrder,
  'email-grouped': emailGrouped,
  'email-personal': emailPersonal,
  peers,
  import: importing,
};

/** Benches of one kind of engines: those named embedded need none and are told once, the others speak of real mail servers. */
const ENGINES: Partial<Readonly<Record<BenchName, readonly EnginesName[]>>> = {
  classify: ['embedded'],
  'sms-http': ['embedded'],
  'sms-smpp': ['embedded'],
  'email-grouped': ['real'],
  'email-personal': ['real'],
  peers: ['real'],
  import: ['real'],
};

const { only, engines, json, scale, profile } = readFlags(process.argv.slice(2));
const say = (text: string): void => void process.stdout.write(`${text}\n`);
say(`${new Date().toISOString().slice(0, 10)}, ${machine()}${scale === 1 ? '' : `; sizes × ${scale}: no figures that count`}`);
const figures: Figure[] = [];
for (const name of only)
  for (const one of ENGINES[name] ?? engines) {
    const result = await BENCHES[name]({ engines: one, scale, profile: profile === null ? null : resolve(profile) });
    const load = loadavg()
      .map((load) => load.toFixed(1))
      .join(', ');
    say(
      `\n${name}, ${one}: ${result.named.join(', ')}\n${result.sizes}; load of the machine over 1, 5 and 15 minutes: ${load}\n\n${result.table === undefined ? '' : `${result.table}\n\n`}${tableOf(result.figures)}`,
    );
    figures.push(...result.figures);
  }
if (json !== null) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
