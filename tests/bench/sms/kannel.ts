import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutgoingMessage } from '@loa/domain/ports';
import { freePort, until } from '@loa/testing/servers';
import { Pool } from 'undici';
import { nthOf, type RawChannel } from '../raw/raw-channel.ts';

/** Where Debian puts its programs. */
const PROGRAMS = '/usr/sbin';
const USER = 'username=loa&password=secret';

/** Version of the Kannel on this machine; null where there is none. */
export function kannelHere(): string | null {
  const { status, stdout, stderr } = spawnSync(`${PROGRAMS}/bearerbox`, ['--version'], { encoding: 'utf8' });
  return status === null || stdout + stderr === '' ? null : (/version `?([\d.]+)/.exec(stdout + stderr)?.[1] ?? 'of unknown version');
}

/** Kannel as a gateway to the operator at `url`: a message is taken over HTTP and handed on over SMPP. */
export async function kannel(
  url: string,
  messages: readonly OutgoingMessage[],
  slots: number,
): Promise<RawChannel & { stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'loa-bench-kannel-'));
  const file = join(folder, 'kannel.conf');
  const ports = { admin: await freePort(), boxes: await freePort(), http: await freePort() };
  writeFileSync(file, configuration(new URL(url), ports, slots));
  const started: ChildProcess[] = [];
  const kill = (): void => started.forEach((one) => one.kill('SIGKILL'));
  process.once('exit', kill);
  const start = (box: 'bearerbox' | 'smsbox'): void => {
    started.push(spawn(`${PROGRAMS}/${box}`, ['-v', '4', file], { cwd: folder, stdio: 'ignore' }));
  };
  start('bearerbox');
  const isOnline = async (): Promise<boolean> =>
    (await (await fetch(`http://127.0.0.1:${ports.admin}/status.txt`)).text()).includes('online');
  await until('Kannel is bound', 30_000, isOnline, 100);
  start('smsbox');
  const pool = new Pool(`http://127.0.0.1:${ports.http}`, { connections: slots });
  const isThere = async (): Promise<boolean> => (await pool.request({ method: 'GET', path: '/' })).statusCode > 0;
  await until('Kannel takes messages', 30_000, isThere, 100);
  const queries = messages.map(({ to, content }) => {
    const fields = new URLSearchParams({ to, from: 'LOA', text: content.text, charset: 'UTF-8', coding: '2' });
    return `/cgi-bin/sendsms?${USER}&${fields.toString()}`;
  });
  return {
    slots,
    async send(nth) {
      const answer = await pool.request({ method: 'GET', path: nthOf(queries, nth) });
      await answer.body.dump();
      if (answer.statusCode !== 202) throw new Error(`Kannel answered ${answer.statusCode}`);
    },
    close: () => undefined,
    async stop() {
      await pool.destroy();
      for (const one of started.reverse()) {
        const gone = once(one, 'exit');
        one.kill('SIGKILL');
        await gone;
      }
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Its window is as large as ours; nothing is stored. */
function configuration(to: URL, ports: Readonly<Record<'admin' | 'boxes' | 'http', number>>, window: number): string {
  const groups = [
    { group: 'core', 'admin-port': ports.admin, 'admin-password': 'secret', 'smsbox-port': ports.boxes, 'box-allow-ip': '127.0.0.1' },
    {
      ...{ group: 'smsc', smsc: 'smpp', host: to.hostname, port: to.port, 'transceiver-mode': 1, 'system-type': '""' },
      ...{ 'smsc-username': to.username, 'smsc-password': to.password, 'max-pending-submits': window },
    },
    { group: 'smsbox', 'bearerbox-host': '127.0.0.1', 'sendsms-port': ports.http },
    { group: 'sendsms-user', username: 'loa', password: 'secret', concatenation: 1, 'max-messages': 10 },
  ];
  return `${groups
    .map((one) =>
      Object.entries(one)
        .map(([name, value]) => `${name} = ${value}`)
        .join('\n'),
    )
    .join('\n\n')}\n`;
}
