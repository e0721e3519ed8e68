import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, until } from '@loa/testing/servers';

/** As Debian names it. */
const PROGRAM = 'prometheus-alertmanager';
const COUNTERS = ['notifications_total', 'notifications_failed_total', 'notification_requests_total', 'notification_requests_failed_total'];

/** Version of the Alertmanager on this machine; null where there is none. */
export function alertmanagerHere(): string | null {
  const { status, stdout, stderr } = spawnSync(PROGRAM, ['--version'], { encoding: 'utf8' });
  return status === 0 ? (/version (\S+)/.exec(stdout + stderr)?.[1] ?? 'of unknown version') : null;
}

/** An alert as it is posted. */
export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A running Alertmanager. */
export interface Alertmanager {
  /** Posts alerts. Rejects when they are not taken. */
  alert(alerts: readonly Alert[]): Promise<void>;
  /** Silences every alert whose label has this value, for a day. Resolves with the answer. */
  silence(label: string, value: string): Promise<void>;
  /** Notifications by an integration that are being sent or will be tried again. */
  underWay(integration: string): Promise<number>;
  /** SIGKILL, and a start with the same files and port. Resolves when it is ready. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Alertmanager with a configuration; JSON is YAML. It is alone: no cluster. */
export async function runAlertmanager(configuration: object): Promise<Alertmanager> {
  const folder = mkdtempSync(join(tmpdir(), 'loa-bench-alertmanager-'));
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify(configuration));
  const url = `http://127.0.0.1:${await freePort()}`;
  const args = [`--config.file=${file}`, `--storage.path=${folder}`, `--web.listen-address=${new URL(url).host}`];
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(PROGRAM, [...args, '--cluster.listen-address=', '--log.level=error'], { stdio: ['ignore', 'ignore', 'inherit'] });
    const isReady = async (): Promise<boolean> => child.exitCode !== null || (await fetch(`${url}/-/ready`)).ok;
    await until('Alertmanager is ready', 30_000, isReady, 100);
    if (child.exitCode !== null) throw new Error(`Alertmanager ended at its start with ${child.exitCode}`);
    return child;
  };
  let child = await start();
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  const post = async (path: string, body: object): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/v2/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`Alertmanager answered ${answer.status}: ${text}`);
  };
  return {
    alert: (alerts) => post('alerts', alerts),
    silence(label, value) {
      const matchers = [{ name: label, value, isRegex: false, isEqual: true }];
      const [startsAt, endsAt] = [0, 86_400_000].map((after) => new Date(Date.now() + after).toISOString());
      return post('silences', { matchers, startsAt, endsAt, createdBy: 'bench', comment: 'bench' });
    },
    async underWay(integration) {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      const [begun = 0, failed = 0, tries = 0, failedTries = 0] = COUNTERS.map((name) =>
        Number(new RegExp(`^alertmanager_${name}\\{integration="${integration}"\\} (\\S+)$`, 'm').exec(metrics)?.[1]),
      );
      return begun - failed - (tries - failedTries);
    },
    async killAndRestart() {
      await end('SIGKILL');
      child = await start();
    },
    async stop() {
      await end('SIGTERM');
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
