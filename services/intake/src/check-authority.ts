import type { Bulletin } from '@loa/domain/bulletin';
import { nameOfPlaces, resolvePlace, type Unit, withinAuthority } from '@loa/domain/place';
import type { Issuers } from '@loa/domain/ports';
import { type Caller, type Expectation, Problem } from '@loa/runtime';

/** Places named in a refusal. */
const NAMED = 5;

/** Throws a 403 unless the caller speaks for the bulletin's issuer, and hazard and places lie within its authority. */
export async function checkAuthority(issuers: Issuers, caller: Caller, bulletin: Bulletin, units: readonly Unit[]): Promise<void> {
  if (caller.issuer !== bulletin.issuer)
    throw new Problem({
      status: 403,
      code: 'issuer-not-yours',
      title: 'This key speaks for another issuer',
      errors: [{ path: 'issuer', expected: caller.issuer ?? 'no bulletin at all: the key is bound to no issuer' }],
    });
  const issuer = await issuers.get(bulletin.issuer);
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
    errors: isHazard ? [{ path: 'hazard', expected: `one of ${hazards.join(', ')}` }] : placesOutside(bulletin, judged.outside),
    more: { hazard: bulletin.hazard, places },
  });
}

/** The bulletin's places that hold a unit of `outside`. */
function placesOutside(bulletin: Bulletin, outside: readonly Unit[]): Expectation[] {
  const units = new Set(outside);
  return bulletin.areas.flatMap(({ places }, areaAt) =>
    places.flatMap((place, placeAt) => {
      const resolved = resolvePlace(place);
      const isOutside = resolved.ok && resolved.units.some((unit) => units.has(unit));
      return isOutside
        ? [{ path: `areas.${areaAt}.places.${placeAt}`, expected: `a place within the authority of ${bulletin.issuer}` }]
        : [];
    }),
  );
}
