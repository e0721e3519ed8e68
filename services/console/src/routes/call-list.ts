import { communeOf, communes, provinceByCode, provinceOf, seaAreaById } from '@loa/domain/place';
import { status } from '@loa/domain/bulletin';
import type { CallListReceiver, Deeds } from '@loa/domain/ports';
import { bearerAuth, callerOf, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { noteOf } from '../noted.ts';
import { placeName } from '../place-name.ts';
import { noSuchWarning } from '../recall-warning.ts';
import type { RoutePorts } from '../route-ports.ts';
import type { UnconfirmedLook } from '../unconfirmed.ts';

const byId = z.object({ id: z.string().max(100) });
const MOST = 5_000;

/** `unit` or `province`: of one place alone; neither: of the whole warning. */
export const callListQuery = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(MOST).default(500),
    unit: z.string().max(60).optional(),
    province: z.string().max(60).optional(),
  })
  .refine((one) => one.unit === undefined || one.province === undefined, { path: ['unit'], error: 'expected either unit or province' });
export const unconfirmedQuery = z.strictObject({ status: status.default('Actual') });

/** Who is asked to confirm and has not: how many at which places, and with their numbers as a list to be called. */
export function callListRoutes(http: FastifyInstance, ports: RoutePorts & { unconfirmed: UnconfirmedLook; deeds: Deeds }): void {
  const { unconfirmed, deeds, findKey, clock } = ports;
  const operators = { preHandler: bearerAuth({ findKey, roles: ['operator'] }) };

  http.get('/api/unconfirmed', operators, (request) => unconfirmed(parseParameters(unconfirmedQuery, request.query).status));

  http.get('/api/warnings/:id/call-list', operators, async (request, reply) => {
    const { id } = parseParameters(byId, request.params);
    const { limit, unit, province } = parseParameters(callListQuery, request.query);
    const by = callerOf(request).label;
    const units = unit !== undefined ? [unitOf(unit)] : province !== undefined ? unitsOf(province) : null;
    const place = unit ?? province;
    const list = await deeds.run(clock.now().toISOString(), async ({ callList }) => {
      const answer = await callList.read(id, { by, now: clock.now().toISOString(), limit, units });
      const detail = {
        ...{ bodies: answer?.bodies.length ?? 0, receivers: answer?.receivers.length ?? 0 },
        ...(place !== undefined && { place }),
      };
      return { answer, note: answer === null ? null : noteOf(request, 'call-list-read', id, { detail }) };
    });
    if (list === null) throw noSuchWarning(id);
    const { bodies, receivers } = list;
    request.log.warn({ warningId: id, by, bodies: bodies.length, receivers: receivers.length }, 'call list read');
    const shown = receivers.map((one) => ({ ...one, province: provinceOfAll(one) }));
    const answer = { warning: id, bodies, receivers: shown, isWhole: receivers.length < limit, names: namesOf(receivers, place) };
    return reply.header('cache-control', 'no-store').send(answer);
  });
}

/** The one province, or sea area, that all of a receiver's places lie in; null: several. */
function provinceOfAll({ units }: CallListReceiver): string | null {
  const all = new Set(units.map((unit) => provinceOf(unit) ?? unit));
  return all.size === 1 ? ([...all][0] ?? null) : null;
}

/** Names of the place asked for and of everybody's places. */
function namesOf(receivers: readonly CallListReceiver[], asked: string | undefined): Record<string, string> {
  const units = new Set(receivers.flatMap((one) => one.units));
  const places = [...(asked === undefined ? [] : [asked]), ...[...units].flatMap((unit) => [unit, provinceOf(unit) ?? unit])];
  return Object.fromEntries(places.map((place) => [place, placeName(place)]));
}

function unitOf(unit: string): string {
  if (communeOf(unit) === undefined && seaAreaById(unit) === undefined) throw noSuchPlace('unit', 'the code of a commune or a sea area');
  return unit;
}

/** The units of a province, or a sea area by itself. */
function unitsOf(province: string): readonly string[] {
  if (seaAreaById(province) !== undefined) return [province];
  if (provinceByCode(province) === undefined) throw noSuchPlace('province', 'the code of a province or a sea area');
  return communes().flatMap((one) => (one.province === province ? [one.code] : []));
}

const noSuchPlace = (path: string, expected: string): Problem =>
  new Problem({ status: 422, code: 'place-unknown', title: 'There is no such place', errors: [{ path, expected }] });
