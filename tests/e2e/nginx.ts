import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, freePort, startProcess, until } from '@loa/testing/servers';

const CONFIGURATION = join(import.meta.dirname, '../../infra/nginx');
/** Debian's own folder for it is not on everybody's PATH. */
const PROGRAM = findProgram('nginx', ['/usr/sbin']);

/** Why nginx cannot be run here; null when it can. With `CI=true` that throws instead. */
export function nginxMissing(): string | null {
  if (PROGRAM !== null) return null;
  const reason = 'no nginx (scripts/install-servers.sh installs it)';
  if (process.env['CI'] === 'true') throw new Error(reason);
  process.stderr.write(`skipped, ${reason}\n`);
  return reason;
}

/** A running nginx before services. */
export interface Front {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * nginx with a file of infra/nginx and what it shares, unchanged but for addresses: its port, the services' (`upstreams`: host and port
 * by name) in place of names that only Docker knows, and in `before` the address of a proxy that ends TLS before it.
 */
export async function startFront(file: 'desk' | 'front', upstreams: Readonly<Record<string, string>>, before?: string): Promise<Front> {
  const [port, root] = [await freePort(), mkdtempSync(join(tmpdir(), 'loa-nginx-'))];
  const site = replaced(readFileSync(join(CONFIGURATION, `${file}.conf`), 'utf8'), [
    ['listen 80;', `listen 127.0.0.1:${port};`],
    ...[...Object.entries(upstreams)].map(([name, at]) => [`default ${name}:8080;`, `default ${at};`] as const),
  ]);
  mkdirSync(join(root, 'conf.d'));
  writeFileSync(join(root, 'conf.d/default.conf'), site);
  if (before === undefined) copyFileSync(join(CONFIGURATION, 'proxy.conf'), join(root, 'conf.d/proxy.conf'));
  else {
    const shared = readFileSync(join(CONFIGURATION, 'proxy.conf'), 'utf8');
    writeFileSync(join(root, 'conf.d/proxy.conf'), replaced(shared, [['# 192.0.2.10 1;', `${before} 1;`]]));
  }
  writeFileSync(join(root, 'nginx.conf'), around(root));
  const logFile = join(root, 'nginx.log');
  const running = startProcess({ file: PROGRAM ?? 'nginx', args: ['-p', root, '-c', join(root, 'nginx.conf')], cwd: root, logFile });
  const url = `http://127.0.0.1:${port}`;
  const answers = async (): Promise<boolean> => running.isGone() || (await fetch(url, { redirect: 'manual' })).status > 0;
  const started = await until('nginx answers', 20_000, answers, 50).then(
    () => !running.isGone(),
    () => false,
  );
  if (!started) throw new Error(`nginx did not start:\n${readFileSync(logFile, 'utf8')}`);
  return {
    url,
    async stop() {
      running.signal('SIGQUIT');
      const late = setTimeout(() => running.signalAll('SIGKILL'), 5_000);
      await running.gone;
      clearTimeout(late);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** `text` with each first thing, which must stand in it, as the second. */
function replaced(text: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`the configuration has no "${from}"`);
    return now.replace(from, to);
  }, text);
}

/** What the images' own nginx.conf does, as an ordinary process in a folder of its own. */
const around = (root: string): string => `daemon off;
worker_processes 1;
pid ${root}/pid;
error_log stderr warn;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 128; }
http {
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${root}/${name};`).join(' ')}
  access_log ${root}/access.log;
  include ${root}/conf.d/*.conf;
}
`;

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request as it is written, with a path that nobody tidies, from whichever address of the loopback. */
export function ask(
  url: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string; from?: string } = {},
): Promise<Reply> {
  const { method = 'GET', headers = {}, body, from } = options;
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, path, headers, ...(from !== undefined && { localAddress: from }), agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    asked.once('error', reject);
    asked.end(body);
  });
}
