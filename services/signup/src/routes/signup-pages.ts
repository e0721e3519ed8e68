import { readPhone } from '@loa/adapters/phone';
import { communeOf } from '@loa/domain/place';
import { signup } from '@loa/domain/signup';
import { expectations, formRoutes, limit, parseBody, Problem, sendPage } from '@loa/runtime';
import type { FastifyInstance, FastifyReply } from 'fastify';
import QRCode from 'qrcode';
import { z } from 'zod';
import { codePage } from '../pages/code-page.ts';
import { endOfDay } from '../pages/day.ts';
import { fieldFaults, faultsOf, placeFaults } from '../pages/faults.ts';
import type { Fields } from '../pages/fields.ts';
import { PAGE_WORDS } from '../pages/page-words.ts';
import { sameOriginOnly } from '../pages/same-origin.ts';
import { EMPTY_FORM, presetText, signupForm } from '../pages/signup-form.ts';
import { placesOf, typedPlaces } from '../pages/typed-places.ts';
import type { RoutePorts } from '../route-ports.ts';
import { subscribe } from '../subscribe.ts';

const DAY_S = 86_400;
export const pageQuery = z.object({
  language: z.enum(['vi', 'en'], 'expected vi or en').default('vi'),
  place: z.string().max(10).optional(),
});
const form = z.record(z.string().max(300), z.string().max(4_000));
const qrName = z.object({ name: z.string().regex(/^\d{5}\.svg$/, 'expected a 5-digit commune code and .svg') });

/** What a form sent, and in which language its page was. Throws 422 for what no form of ours sends. */
export function formOf(body: unknown): { readonly fields: Fields; readonly language: 'vi' | 'en' } {
  const fields = parseBody(form, body ?? {});
  return { fields, language: fields['page'] === 'en' ? 'en' : 'vi' };
}

/** What was typed as an address, as the schemas take it: an e-mail address by its sign, else a number however it was written. */
export function addressTyped(text: string): { readonly email: string } | { readonly phone: string } {
  const given = text.trim();
  return given.includes('@') ? { email: given } : { phone: readPhone(given) ?? given };
}

/**
 * GET /subscriptions: the form to sign up, `?place=` a commune's code that stands in it already. POST: what does not fit is said beside its field, with
 * what was given kept; else the code goes out, and the answer says how the places were understood. GET /subscriptions/qr/:code.svg: the QR code of a
 * commune's form.
 */
export function signupPages(http: FastifyInstance, ports: RoutePorts): void {
  const { rateLimiter, settings, clock } = ports;

  http.get('/subscriptions', (request, reply) => {
    const asked = pageQuery.safeParse(request.query);
    const { language, place } = asked.success ? asked.data : ({ language: 'vi', place: undefined } as const);
    const preset = place === undefined || presetText(place) === null ? null : place;
    return sendPage(reply, signupForm({ ...EMPTY_FORM, language, preset }));
  });

  http.get('/subscriptions/qr/:name', async (request, reply) => {
    const code = qrName.safeParse(request.params).data?.name.slice(0, 5);
    if (code === undefined || communeOf(code) === undefined)
      throw new Problem({ status: 404, code: 'place-unknown', title: 'There is no such commune' });
    const url = new URL(`/subscriptions?place=${code}`, settings.publicUrl).href;
    const svg = await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
    return reply
      .type('image/svg+xml')
      .header('cache-control', `public, max-age=${String(DAY_S)}`)
      .send(svg);
  });

  formRoutes(http, (scope) =>
    scope.post('/subscriptions', async (request, reply) => {
      const { fields, language } = formOf(request.body);
      const words = PAGE_WORDS[language];
      const typed = typedPlaces(fields['places'] ?? '', fields);
      const day = fields['until'] ?? '';
      const until = day === '' ? null : endOfDay(day, clock.now());
      const dayFaults: [string, string][] = day !== '' && until === null ? [['until', words.faults.until]] : [];
      const own = [...placeFaults(typed, 1, words), ...dayFaults];
      const asking = async (): Promise<FastifyReply> => {
        await sameOriginOnly(request);
        await limit(rateLimiter, `signup-from:${request.ip}`, settings.askRate);
        const asked = signup.safeParse({
          ...addressTyped(fields['to'] ?? ''),
          ...{ language: fields['language'] ?? language, leastNeed: Number(fields['need'] ?? '1'), consent: fields['consent'] === 'yes' },
          places: own.length > 0 ? [{ at: { kind: 'province', code: '01' } }] : placesOf(typed, until),
        });
        if (own.length > 0 || !asked.success) {
          const others = asked.success ? [] : [...fieldFaults(expectations(asked.error), words)];
          return sendPage(reply.code(422), signupForm({ language, fields, typed, faults: new Map([...others, ...own]), preset: null }));
        }
        const { pending } = await subscribe(asked.data, ports, request.log);
        const places = typed.flatMap(({ chosen }) => (chosen === null ? [] : [chosen.label[language]]));
        return sendPage(reply, codePage({ language, request: pending, places, isMaybe: false, faults: new Map() }));
      };
      return asking().catch((error: unknown) => {
        const faults = faultsOf(error, words);
        if (faults === null) throw error;
        const status = error instanceof Problem ? error.status : 422;
        return sendPage(reply.code(status), signupForm({ language, fields, typed, faults: new Map([...faults, ...own]), preset: null }));
      });
    }),
  );
}
