import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, until } from '@loa/testing/servers';
import { instant } from '../clock.ts';
import type { Way } from './way.ts';

/** As Debian names it. */
const PROGRAM = 'prometheus-alertmanager';

/** Version of the Alertmanager on this machine; null where there is none. */
export function alertmanagerHere(): string | null {
  const { status, stdout, stderr } = spawnSync(PROGRAM, ['--version'], { encoding: 'utf8' });
  return status === 0 ? (/version (\S+)/.exec(stdout + stderr)?.[1] ?? 'of unknown version') : null;
}

/**
 * Prometheus Alertmanager with one receiver of all addresses: every alert is a group of its own and goes out at once, with the item as an
 * annotation. Counted from before the alert is posted.
 */
export async function alertmanager(urls: readonly string[], itemOf: (event: string) => string): Promise<Way> {
  const folder = mkdtempSync(join(tmpdir(), 'loa-bench-alertmanager-'));
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify(configuration(urls)));
  const url = `http://127.0.0.1:${await freePort()}`;
  const args = [`--config.file=${file}`, `--storage.path=${folder}`, `--web.listen-address=${new URL(url).host}`];
  const child = spawn(PROGRAM, [...args, '--cluster.listen-address=', '--log.level=error'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const gone = once(child, 'exit');
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const isReady = async (): Promise<boolean> => child.exitCode !== null || (await fetch(`${url}/-/ready`)).ok;
  await until('Alertmanager is ready', 30_000, isReady, 100);
  if (child.exitCode !== null) throw new Error(`Alertmanager ended at its start with ${child.exitCode}`);
  return {
    async send(event) {
      const alert = { labels: { alertname: 'Warning', eventId: event }, annotations: { item: itemOf(event) } };
      const body = JSON.stringify([alert]);
      const at = instant();
      const answer = await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      if (!answer.ok) throw new Error(`Alertmanager answered ${answer.status}: ${await answer.text()}`);
      return at;
    },
    async stop() {
      child.kill('SIGTERM');
      await gone;
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** JSON is YAML. Its default wait before a group's first notification is 30 s. */
function configuration(urls: readonly string[]) {
  const route = { receiver: 'outlets', group_by: ['...'], group_wait: '0s', group_interval: '1h', repeat_interval: '24h' };
  return { route, receivers: [{ name: 'outlets', webhook_configs: urls.map((url) => ({ url, send_resolved: false })) }] };
}
