import { apiKeysTable, bulletinsTable, replayLedgerTable, supplyRecordsTable, warningsTable } from '@loa/adapters/postgres';
import { ACCEPTED } from '@loa/domain/delivery';
import type { LedgerLine } from '@loa/domain/ports';
import type { Feeds } from '@loa/feeds/compose';
import { type Clock, hashOfKey } from '@loa/runtime';
import { randomUUID } from 'node:crypto';
import type { Channels } from './engines/open-channels.ts';
import type { Engines } from './engines/open-engines.ts';
import { NATIONAL } from './first-start.ts';
import { expectedDeliveries, judge, type Judgement, keyOf } from './oracle/index.ts';
import { readReplay } from './replay/read-replay.ts';
import { type Replayed, runReplay } from './replay/run-replay.ts';
import type { ReplayBulletin } from './replay/shift.ts';
import type { Captured } from './report/captured.ts';
import { progressBars } from './report/progress-bars.ts';
import { reportOf } from './report/table.ts';
import { writeOut } from './report/write-out.ts';

export interface ReplayRequest {
  readonly file: string;
  readonly speed: number | null;
  readonly out: string | null;
  /** Where intake listens. */
  readonly address: string;
}

/** A replay refuses adapters that reach people. */
class ReplayRefused extends Error {
  override readonly name = 'ReplayRefused';
  readonly code = 'replay-refused';
}

const TOLD: ReadonlySet<string> = new Set([...ACCEPTED, 'unknown']);

/** Replays a file through intake, prints the table, and judges it by the oracle. True when nothing was lost, doubled or left unsettled. */
export async function replayAndReport(
  request: ReplayRequest,
  engines: Engines,
  channels: Channels,
  { captured, feeds, clock }: { captured: Captured; feeds: Feeds; clock: Clock },
): Promise<boolean> {
  for (const channel of [channels.email, channels.sms, channels.voice])
    if (channel.reaches === 'people')
      throw new ReplayRefused(
        `a replay is an exercise and refuses the ${channel.name} adapter, which reaches people; unset its address, or mark a loopback sink`,
      );
  const { db } = engines;
  const bulletins = readReplay(request.file);
  const keys = apiKeysTable(db);
  const key = await keys.create({ role: 'forecaster', issuer: NATIONAL.id, label: 'replay' });
  const progress = replayLedgerTable(db);
  const bars = progressBars(bulletins.length, process.stdout);
  const replayed = await runReplay(bulletins, randomUUID().slice(0, 8), request.speed, {
    publish: (bulletin) => publish(request.address, key, bulletin),
    bulletins: bulletinsTable(db),
    progress,
    reporting: ['sms'],
    now: () => clock.now(),
    onStep: bars.step,
  });
  bars.stop();
  await keys.revoke(hashOfKey(key));
  const ledger = await progress.ledger([...new Set(replayed.map((one) => one.bulletin.event.id))]);
  const warnings = await Promise.all(
    replayed.map(async ({ way }) => (way?.warning == null ? null : ((await warningsTable(db).get(way.warning.id))?.warning ?? null))),
  );
  const supply = await Promise.all(replayed.map(async ({ id }) => (await supplyRecordsTable(db).of({ bulletin: id })) ?? []));
  const byBulletin = Map.groupBy(ledger, (line) => line.bulletinId);
  process.stdout.write(
    `\n${reportOf(replayed.map((one, at) => ({ replayed: one, warning: warnings[at] ?? null, ledger: byBulletin.get(one.id) ?? [], supply: supply[at] ?? [] })))}\n`,
  );
  await captured.flush();
  if (request.out !== null) await writeOut(request.out, { warnings: warnings.filter((one) => one !== null), ledger, feeds });
  const people = await progress.registry();
  const judgement = judge(
    expectedDeliveries(
      replayed.map((one) => one.bulletin),
      people,
    ),
    sentOf(ledger, channels, captured),
  );
  return summary(judgement, replayed, ledger);
}

/** What went out: counted where it was captured, by the ledger where a real server took it. */
function sentOf(ledger: readonly LedgerLine[], channels: Channels, captured: Captured): { key: string }[] {
  const real = { email: !('captured' in channels.email), sms: !('captured' in channels.sms) };
  return ledger.flatMap((line) => {
    const times = (line.channel === 'email' ? real.email : real.sms)
      ? Number(TOLD.has(line.state))
      : (captured.counts.get(line.deliveryId) ?? 0);
    return Array.from({ length: times }, () => ({ key: keyOf(line.bulletinId, line.subscriberId, line.channel) }));
  });
}

function summary(judgement: Judgement, replayed: readonly Replayed[], ledger: readonly LedgerLine[]): boolean {
  const unsettled = replayed.filter((one) => !one.settled).length;
  process.stdout.write(
    `\n${replayed.length} bulletins in, ${ledger.length} deliveries; expected ${judgement.expected}, lost ${judgement.lost.length}, ` +
      `doubled ${judgement.doubled.length}, unexpected ${judgement.unexpected.length}, bulletins unsettled ${unsettled}\n`,
  );
  for (const [what, list] of [
    ['lost', judgement.lost],
    ['doubled', judgement.doubled],
    ['unexpected', judgement.unexpected],
  ] as const)
    for (const key of list.slice(0, 5)) process.stdout.write(`  ${what}: ${key}\n`);
  return judgement.lost.length + judgement.doubled.length + judgement.unexpected.length + unsettled === 0;
}

async function publish(address: string, key: string, bulletin: ReplayBulletin): Promise<string> {
  for (;;) {
    const response = await fetch(`${address}/api/bulletins`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(bulletin),
    });
    if (response.status === 202) return bulletin.event.id;
    const answer = await response.text();
    if (response.status !== 503)
      throw new Error(`intake answered ${response.status} to ${bulletin.event.id} no. ${bulletin.sequence}: ${answer}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
