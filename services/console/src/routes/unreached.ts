import { needOf } from '@loa/domain/audience';
import { status } from '@loa/domain/bulletin';
import { provinceByCode, provinceOf } from '@loa/domain/place';
import type { Unreached, UnitStanding } from '@loa/domain/ports';
import { bearerAuth, parseParameters } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { keptFor } from '../kept-for.ts';
import { placeName } from '../place-name.ts';
import type { RoutePorts } from '../route-ports.ts';

export const unreachedQuery = z.strictObject({ status: status.default('Actual') });

/** Every viewer within so long gets the same answer. */
const KEPT_MS = 5_000;

/** Who has not been reached, over all warnings in force. */
export function unreachedRoutes(
  http: FastifyInstance,
  { unreached, findKey, clock }: Pick<RoutePorts, 'findKey' | 'clock'> & { unreached: Unreached },
): void {
  const operators = { preHandler: bearerAuth({ findKey, roles: ['operator'] }) };

  const look = keptFor(KEPT_MS, clock, async (of: z.output<typeof status>, at: string) => {
    const entries = await unreached.entries(of, at);
    const needs = entries.map(({ warning, entry, urgency, ...question }) => ({
      ...{ warning, entry },
      need: needOf({ ...question, now: at, ...(urgency !== null && { urgency }) }).need,
    }));
    const standing = needs.length === 0 ? [] : await unreached.standing(needs);
    return { at, status: of, places: standing.map(placed), provinces: byProvince(standing) };
  });

  http.get('/api/unreached', operators, (request) => look(parseParameters(unreachedQuery, request.query).status));
}

const placed = ({ unit, ...one }: UnitStanding) => ({
  unit,
  name: placeName(unit),
  province: provinceOf(unit) ?? null,
  ...one,
});

/** Provinces, and the sea as one; the most communes that nobody was reached in first. */
function byProvince(standing: readonly UnitStanding[]) {
  const groups = Map.groupBy(standing, ({ unit }) => provinceOf(unit) ?? null);
  return [...groups]
    .map(([province, units]) => ({
      ...{ province, name: province === null ? null : (provinceByCode(province)?.name ?? province), units: units.length },
      unreached: units.filter((one) => one.reached === 0).length,
      score: units.reduce((sum, one) => sum + one.score, 0),
    }))
    .toSorted((one, other) => other.unreached - one.unreached || other.score - one.score);
}
