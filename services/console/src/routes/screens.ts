import { type BuiltFiles, serveBuilt } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';

/** Entrances of the application, and what stands before them. `/` is the public's. */
const PATHS = ['/desk', '/desk/*', '/wall', '/wall/*', '/account', '/accounts', '/accounts/*', '/login', '/invitation'];

/** Scripts, styles and the map's worker are files of our own; nothing inline, no other origin, in no frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // The map's controls are drawn from data in its style sheet.
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The screens: one page for every path of theirs, and its files. */
export function screenRoutes(http: FastifyInstance, built: BuiltFiles): void {
  serveBuilt(http, built);
  for (const path of PATHS)
    http.get(path, (_request, reply) =>
      reply
        .headers({
          'cache-control': 'no-cache',
          'content-security-policy': POLICY,
          'cross-origin-opener-policy': 'same-origin',
          'referrer-policy': 'same-origin',
          'x-content-type-options': 'nosniff',
        })
        .type('text/html; charset=utf-8')
        .send(built.page),
    );
}
