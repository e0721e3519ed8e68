import { placesTogether, registration, settlePlaces, type Subscriber } from '@loa/domain/audience';
import { addressAsked } from '@loa/domain/signup';
import { formRoutes, hashOfKey, inLanguage, limit, parseBody, Problem, sendPage, siteFrame } from '@loa/runtime';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { hashOfCode } from '../ask.ts';
import { leave } from '../leave.ts';
import { codePage } from '../pages/code-page.ts';
import { endOfDay } from '../pages/day.ts';
import { faultsOf, placeFaults } from '../pages/faults.ts';
import type { Fields } from '../pages/fields.ts';
import { ownCookie } from '../pages/own-cookie.ts';
import { holdingsOf, linkPage, ownPage, type OwnState } from '../pages/own-page.ts';
import { PAGE_WORDS } from '../pages/page-words.ts';
import { sameOriginOnly } from '../pages/same-origin.ts';
import { placesOf, typedPlaces } from '../pages/typed-places.ts';
import type { RoutePorts } from '../route-ports.ts';
import { askForAddress, askForKnown } from '../subscribe.ts';
import { takeEffect } from '../take-effect.ts';
import { addressTyped, formOf, pageQuery } from './signup-pages.ts';

const { leastNeed, language: spoken } = registration.shape;
const wishesTyped = z.object({ leastNeed, language: spoken });
const NONE = new Map<string, string>();
const own = (language: 'vi' | 'en'): string => inLanguage('/subscriptions/own', language);

/**
 * Pages of a subscriber, who is known by a cookie that a confirmed code sets: POST /subscriptions/code takes it, GET /subscriptions/own shows the
 * subscription, or asks for the address where nobody is known; its forms change places, need and language, add an address, and end it.
 */
export function ownPages(http: FastifyInstance, ports: RoutePorts): void {
  const { registry, signups, rateLimiter, settings, clock } = ports;
  const cookie = ownCookie({ publicUrl: settings.publicUrl, days: settings.tokenDays });
  const now = (): string => clock.now().toISOString();
  const known = async (request: FastifyRequest): Promise<Subscriber | null> => {
    const token = cookie.read(request);
    const id = token === null ? null : await signups.findToken(hashOfKey(token), now());
    if (id === null) return null;
    await limit(rateLimiter, `signup-own:${id}`, settings.ownRate);
    return registry.get(id);
  };

  const pageOf = async (state: Omit<OwnState, 'optOuts'>) => ownPage({ ...state, optOuts: await registry.optOuts(state.subscriber.id) });

  http.get('/subscriptions/own', async (request, reply) => {
    const asked = pageQuery.safeParse(request.query);
    const language = asked.success ? asked.data.language : 'vi';
    const subscriber = await known(request);
    if (subscriber === null) return sendPage(reply, linkPage(language, {}, NONE));
    const said = new URLSearchParams(request.url.split('?')[1]).get('done');
    const done = said === 'saved' || said === 'welcome' ? said : null;
    return sendPage(reply, await pageOf({ language, subscriber, fields: {}, typed: [], faults: NONE, done }));
  });

  formRoutes(http, (scope) => {
    scope.addHook('preHandler', sameOriginOnly);

    scope.post('/subscriptions/code', async (request, reply) => {
      const { fields, language } = formOf(request.body);
      const id = fields['request'] ?? '';
      const again = (status: number, fault: string): FastifyReply =>
        sendPage(
          reply.code(status),
          codePage({ language, request: { id, channel: 'sms' }, places: [], isMaybe: true, faults: new Map([['code', fault]]) }),
        );
      const { faults } = PAGE_WORDS[language];
      const taken = async (): Promise<FastifyReply> => {
        await limit(rateLimiter, `signup-confirm:${request.ip}`, settings.confirmRate);
        const found = await signups.judge({ id, codeHash: hashOfCode(id, (fields['code'] ?? '').replace(/\s/g, '')) }, now());
        if (!found.ok) return again(422, found.reason === 'wrong' || found.reason === 'unknown' ? faults.code : faults['code-over']);
        const { purpose, token } = await takeEffect(found.request, ports);
        request.log.info({ purpose, channel: found.request.channel }, 'confirmed');
        if (token === null) return leftPage(reply, language);
        cookie.set(reply, token);
        return reply.redirect(`${own(language)}${language === 'vi' ? '?' : '&'}done=${purpose === 'subscribe' ? 'welcome' : 'saved'}`, 303);
      };
      return taken().catch((error: unknown) => {
        const [fault] = faultsOf(error, PAGE_WORDS[language])?.values() ?? [];
        if (fault === undefined) throw error;
        return again(error instanceof Problem ? error.status : 422, fault);
      });
    });

    scope.post('/subscriptions/link', async (request, reply) => {
      const { fields, language } = formOf(request.body);
      const asking = async (): Promise<FastifyReply> => {
        await limit(rateLimiter, `signup-from:${request.ip}`, settings.askRate);
        const asked = parseBody(addressAsked, { ...addressTyped(fields['to'] ?? ''), language });
        const pending = await askForKnown(asked, 'manage', ports, request.log);
        return sendPage(reply, codePage({ language, request: pending, places: [], isMaybe: true, faults: NONE }));
      };
      return asking().catch((error: unknown) => {
        const faults = faultsOf(error, PAGE_WORDS[language]);
        if (faults === null) throw error;
        return sendPage(reply.code(error instanceof Problem ? error.status : 422), linkPage(language, fields, faults));
      });
    });

    /** A form of the own page: 401 with the way in where nobody is known; a refusal is said beside its field. */
    const ofOwn = (url: string, act: (of: Acting) => Promise<FastifyReply>): void =>
      void scope.post(url, async (request, reply) => {
        const { fields, language } = formOf(request.body);
        const subscriber = await known(request);
        if (subscriber === null) return sendPage(reply.code(401), linkPage(language, {}, NONE));
        return act({ request, reply, fields, language, subscriber }).catch(async (error: unknown) => {
          const faults = faultsOf(error, PAGE_WORDS[language]);
          if (faults === null) throw error;
          const status = error instanceof Problem ? error.status : 422;
          return sendPage(reply.code(status), await pageOf({ language, subscriber, fields, typed: [], faults, done: null }));
        });
      });

    ofOwn('/subscriptions/own', async ({ request, reply, fields, language, subscriber }) => {
      const words = PAGE_WORDS[language];
      const typed = typedPlaces(fields['places'] ?? '', fields);
      const kept = holdingsOf(subscriber.units).flatMap(({ key, units }) => (fields[`keep:${key}`] === 'yes' ? units : []));
      const day = fields['until'] ?? '';
      const until = day === '' ? null : endOfDay(day, clock.now());
      const faults = new Map(placeFaults(typed, kept.length > 0 ? 0 : 1, words));
      if (day !== '' && until === null) faults.set('until', words.faults.until);
      const wishes = wishesTyped.safeParse({ leastNeed: Number(fields['need']), language: fields['language'] });
      if (!wishes.success) faults.set('need', words.faults.need);
      const added = settlePlaces(placesOf(typed, until));
      if (faults.size > 0 || !wishes.success || !added.ok)
        return sendPage(reply.code(422), await pageOf({ language, subscriber, fields, typed, faults, done: null }));
      const places = placesTogether({ ...subscriber, units: kept }, added);
      const changed = await registry.change(subscriber.id, { ...wishes.data, ...places }, now());
      request.log.info({ kind: changed.kind }, 'subscriber changed');
      return reply.redirect(`${own(language)}${language === 'vi' ? '?' : '&'}done=saved`, 303);
    });

    ofOwn('/subscriptions/own/address', async ({ reply, fields, language, subscriber }) => {
      const asked = parseBody(addressAsked, { ...addressTyped(fields['to'] ?? ''), language });
      const pending = await askForAddress(asked, subscriber.id, ports);
      return sendPage(reply, codePage({ language, request: pending, places: [], isMaybe: false, faults: NONE }));
    });

    ofOwn('/subscriptions/own/leave', async ({ request, reply, fields, language, subscriber }) => {
      const erase = fields['erase'] === 'yes';
      await leave(subscriber.id, { erase }, ports);
      request.log.info({ erased: erase }, 'subscriber left');
      cookie.clear(reply);
      return leftPage(reply, language);
    });

    ofOwn('/subscriptions/own/close', async ({ reply, language }) => {
      cookie.clear(reply);
      return reply.redirect(own(language), 303);
    });
  });
}

interface Acting {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly fields: Fields;
  readonly language: 'vi' | 'en';
  readonly subscriber: Subscriber;
}

function leftPage(reply: FastifyReply, language: 'vi' | 'en'): FastifyReply {
  const { left, back } = PAGE_WORDS[language];
  const frame = siteFrame({ language, here: null, otherLanguage: null });
  return sendPage(reply, { language, title: left, frame, body: `<p><a href="${inLanguage('/', language)}">${back}</a></p>` });
}
