import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** A page of one question or answer, which works without scripts. */
export interface PlainPage {
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  /** HTML after the heading: whatever comes from outside has been through {@link htmlText}. */
  readonly body?: string;
}

const STYLE = `:root{color-scheme:light dark}
body{font:1.125rem/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.5rem;line-height:1.25}
button,input{font:inherit;padding:.6rem 1rem;border:1px solid currentColor;border-radius:.4rem}
button{background:#0b5394;border-color:#0b5394;color:#fff;cursor:pointer}
:focus-visible{outline:3px solid #f90;outline-offset:2px}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

const HEADERS = {
  'cache-control': 'no-store',
  // The address of such a page is often a secret.
  'referrer-policy': 'no-referrer',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
};

/** Text as HTML shows it, also inside an attribute. */
export const htmlText = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${String(one.charCodeAt(0))};`);

/** Answers with a page that calls nobody and is kept by nobody. */
export function sendPage(reply: FastifyReply, { language, title, body = '' }: PlainPage): FastifyReply {
  return reply.headers(HEADERS).type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="${htmlText(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${htmlText(title)}</title>
<style>${STYLE}</style></head>
<body><main>
<h1>${htmlText(title)}</h1>
${body}
</main></body></html>
`);
}

const FORM = 'application/x-www-form-urlencoded';

/** Routes that a page's form posts to: a scope of their own, since another service on this server may read forms otherwise. */
export function formRoutes(http: FastifyInstance, add: (scope: FastifyInstance) => void): void {
  void http.register(async (scope) => {
    if (scope.hasContentTypeParser(FORM)) scope.removeContentTypeParser(FORM);
    scope.addContentTypeParser(FORM, { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    add(scope);
  });
}
