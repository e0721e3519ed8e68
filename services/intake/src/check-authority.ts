import type { Bulletin } from '@loa/domain/bulletin';
import { nameOfPlaces, resolvePlace, type Unit, withinAuthority } from '@loa/domain/place';
import type { Issuers } from '@loa/domain/ports';
import { type Caller, type Expectation, Problem } from '@loa/runtime';

/** Places named in a refusal. */
const NAMED = 5;

/**
 * A bulletin with who speaks: the caller's issuer, where that is not the one whose series it is. Whether it may is for
 * {@link checkAuthority}. Throws a 422 where the bulletin names somebody else.
 */
export function withSpeaker(caller: Caller, bulletin: Bulletin): Bulletin {
  const speaker = caller.issuer === bulletin.issuer ? undefined : (caller.issuer ?? undefined);
  if (bulletin.givenBy !== undefined && bulletin.givenBy !== speaker)
    throw new Problem({
      status: 422,
      code: 'body-invalid',
      title: 'The body does not fit',
      errors: [{ path: 'givenBy', expected: speaker ?? 'no such field: the issuer speaks itself' }],
    });
  return speaker === undefined ? bulletin : { ...bulletin, givenBy: speaker };
}

/**
 * Throws a 403 unless the caller speaks for the bulletin's issuer or stands above it, and hazard and places lie within the authority
 * of both.
 */
export async function checkAuthority(issuers: Issuers, caller: Caller, bulletin: Bulletin, units: readonly Unit[]): Promise<void> {
  const speaker = caller.issuer;
  const isAbove = async (): Promise<boolean> => speaker !== null && (await issuers.superiorsOf(bulletin.issuer)).includes(speaker);
  if (speaker === null || (speaker !== bulletin.issuer && !(await isAbove())))
    throw new Problem({
      status: 403,
      code: 'issuer-not-yours',
      title: 'This key speaks for another issuer',
      errors: [{ path: 'issuer', expected: speaker ?? 'no bulletin at all: the key is bound to no issuer' }],
    });
  for (const one of new Set([bulletin.issuer, speaker])) await checkAuthorityOf(issuers, one, bulletin, units);
}

async function checkAuthorityOf(issuers: Issuers, id: string, bulletin: Bulletin, units: readonly Unit[]): Promise<void> {
  const issuer = await issuers.get(id);
  if (issuer === null) throw new Problem({ status: 403, code: 'issuer-unknown', title: 'The issuer is not registered here' });
  const { hazards } = issuer.authority;
  const judged = withinAuthority(issuer.authority, bulletin.hazard, units);
  if (judged.ok) return;
  const isHazard = judged.reason === 'hazard-outside-authority' && hazards !== 'all';
  const places = nameOfPlaces(judged.outside, 'vi', NAMED);
  throw new Problem({
    status: 403,
    code: judged.reason,
    title:
      judged.reason === 'hazard-outside-authority'
        ? "The hazard is outside the issuer's authority"
        : "Places are outside the issuer's authority",
    detail: places === '' ? bulletin.hazard : `${bulletin.hazard}: ${places}`,
    errors: isHazard ? [{ path: 'hazard', expected: `one of ${hazards.join(', ')}` }] : placesOutside(id, bulletin, judged.outside),
    more: { hazard: bulletin.hazard, places },
  });
}

/** The bulletin's places that hold a unit of `outside`. */
function placesOutside(id: string, bulletin: Bulletin, outside: readonly Unit[]): Expectation[] {
  const units = new Set(outside);
  return bulletin.areas.flatMap(({ places }, areaAt) =>
    places.flatMap((place, placeAt) => {
      const resolved = resolvePlace(place);
      const isOutside = resolved.ok && resolved.units.some((unit) => units.has(unit));
      return isOutside ? [{ path: `areas.${areaAt}.places.${placeAt}`, expected: `a place within the authority of ${id}` }] : [];
    }),
  );
}
