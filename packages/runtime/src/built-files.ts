import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from './http-problem.ts';

const manifest = z.record(z.string(), z.object({ file: z.string() }));

interface BuiltFile {
  readonly type: string;
  /** By content coding; `identity` is always there. */
  readonly bytes: ReadonlyMap<Coding, Buffer>;
}
const CODINGS = ['br', 'gzip', 'identity'] as const;
type Coding = (typeof CODINGS)[number];
const SUFFIX: Readonly<Record<Coding, string>> = { br: '.br', gzip: '.gz', identity: '' };

/** What Vite built, read once: a few megabytes. */
export interface BuiltFiles {
  /** The application's page. */
  readonly page: string;
  /** A file of `assets` by its name, which changes with its content. */
  readonly files: ReadonlyMap<string, BuiltFile>;
  /** The address of what was built from a source, such as `src/public/main.ts`; null where it is no entrance. */
  entry(source: string): string | null;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Where built files are served: Vite's `base`. */
const BASE = '/app/';

/** Reads a build; null where there is none, so that a service does its other work without it. */
export async function readBuilt(directory: URL): Promise<BuiltFiles | null> {
  const at = directory.pathname;
  try {
    const page = await readFile(join(at, 'index.html'), 'utf8');
    const entries = manifest.parse(JSON.parse(await readFile(join(at, 'manifest.json'), 'utf8')));
    const names = await readdir(join(at, 'assets'));
    const plain = names.filter((name) => TYPES[extname(name)] !== undefined);
    const files = await Promise.all(plain.map(async (name) => [name, await fileOf(at, name, names)] as const));
    return { page, files: new Map(files), entry: (source) => (entries[source] ? `${BASE}${entries[source].file}` : null) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function fileOf(at: string, name: string, names: readonly string[]): Promise<BuiltFile> {
  const there = CODINGS.filter((coding) => names.includes(name + SUFFIX[coding]));
  const bytes = await Promise.all(
    there.map(async (coding) => [coding, await readFile(join(at, 'assets', name + SUFFIX[coding]))] as const),
  );
  return { type: TYPES[extname(name)] ?? 'application/octet-stream', bytes: new Map(bytes) };
}

/** Serves the files of a build, once on each server: their names change with their content, so that browsers keep them. */
export function serveBuilt(http: FastifyInstance, { files }: Pick<BuiltFiles, 'files'>): void {
  const url = `${BASE}assets/:name`;
  if (http.hasRoute({ method: 'GET', url })) return;
  http.get<{ Params: { name: string } }>(url, (request, reply) => {
    const file = files.get(request.params.name);
    if (file === undefined) throw new Problem({ status: 404, code: 'not-found', title: 'There is nothing at this address' });
    return sendFile(request, reply, file);
  });
}

function sendFile({ headers }: FastifyRequest, reply: FastifyReply, { type, bytes }: BuiltFile): FastifyReply {
  const accepted = (headers['accept-encoding'] ?? '').split(',').map((one) => one.trim().split(';')[0]);
  const coding = CODINGS.find((one) => bytes.has(one) && (one === 'identity' || accepted.includes(one))) ?? 'identity';
  return reply
    .headers({
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
      ...(coding !== 'identity' && { 'content-encoding': coding }),
    })
    .type(type)
    .send(bytes.get(coding));
}
