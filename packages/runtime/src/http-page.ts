import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { PAGE_STYLE } from './http-page-style.ts';

/** A page that works without scripts. */
export interface PlainPage {
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  /** HTML after the heading: whatever comes from outside has been through {@link htmlText}. */
  readonly body?: string;
  /** Links and metadata for the head, as HTML. */
  readonly head?: string;
  /** What stands above and below the page's own content, as HTML; default nothing. */
  readonly frame?: { readonly header: string; readonly footer: string };
  /** The heading where it is not the title. */
  readonly heading?: string;
  /** Rules of this kind of page beside those of all; a constant, never anything from outside. */
  readonly style?: string;
}

const hashes = new Map<string, string>();

/** What a page allows besides its own style: nothing, or the scripts, styles and data of this site. */
export type PageScripts = 'none' | 'own';

/** The Content-Security-Policy of a page with that style: nothing inline, no other origin, in no frame. */
export function pagePolicy(style = '', scripts: PageScripts = 'none'): string {
  const hash = hashes.get(style) ?? createHash('sha256').update(`${PAGE_STYLE}${style}`).digest('base64');
  hashes.set(style, hash);
  const own = scripts === 'none' ? '' : " script-src 'self'; connect-src 'self'; worker-src 'self';";
  const [images, styles] = scripts === 'none' ? ['', ''] : [' data:', " 'self'"];
  return `default-src 'none'; img-src 'self'${images}; style-src 'sha256-${hash}'${styles};${own} form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
}

/** Text as HTML shows it, also inside an attribute. */
export const htmlText = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${String(one.charCodeAt(0))};`);

/** The page as an HTML document, to be sent with {@link pagePolicy} of its style. */
export function pageHtml({ language, title, heading = title, body = '', head = '', frame, style = '' }: PlainPage): string {
  return `<!doctype html>
<html lang="${htmlText(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${htmlText(title)}</title>
${head}<style>${PAGE_STYLE}${style}</style></head>
<body>${frame?.header ?? ''}<main id="main">
<h1>${htmlText(heading)}</h1>
${body}
</main>${frame?.footer ?? ''}</body></html>
`;
}

/** Answers with a page that calls nobody and is kept by nobody. */
export function sendPage(reply: FastifyReply, page: PlainPage): FastifyReply {
  return reply
    .headers({
      'cache-control': 'no-store',
      // The address of such a page is often a secret, which other sites never get; with `no-referrer` forms would lose their Origin.
      'referrer-policy': 'same-origin',
      'content-security-policy': pagePolicy(page.style),
    })
    .type('text/html; charset=utf-8')
    .send(pageHtml(page));
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
