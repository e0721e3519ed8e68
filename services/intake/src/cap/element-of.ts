import { type Alert, type Area, capInstant } from '@loa/cap';
import type { Bulletin, BulletinArea } from '@loa/domain/bulletin';
import type { PlaceRef } from '@loa/domain/place';
import { Problem } from '@loa/runtime';

/** Runs checks that speak of a bulletin's fields, and names the elements of the message instead in what they throw. */
export async function namingElements<T>(alert: Alert, bulletin: Bulletin, checks: () => T | Promise<T>): Promise<T> {
  try {
    return await checks();
  } catch (error) {
    if (!(error instanceof Problem) || error.fields.errors === undefined) throw error;
    const { code, errors } = error.fields;
    const named = errors.map(({ path, expected }) => ({ path: elementOf(alert, bulletin, path), rule: code, expected }));
    throw new Problem({ ...error.fields, errors: named });
  }
}

/** The element that a field of the bulletin was read from; the nearest one above it where several were. */
function elementOf(alert: Alert, bulletin: Bulletin, path: string): string {
  if (path === 'issuer') return 'sender';
  if (path === 'hazard') return 'info[0].event';
  const [, areaAt, rest = ''] = /^areas\.(\d+)\.?(.*)$/.exec(path) ?? [];
  const area = areaAt === undefined ? undefined : bulletin.areas[Number(areaAt)];
  if (area === undefined) return 'info';
  const [, placeAt] = /^places\.(\d+)/.exec(rest) ?? [];
  const place = placeAt === undefined ? undefined : area.places[Number(placeAt)];
  if (place !== undefined) return elementOfPlace(alert, place);
  return rest === 'window.to' ? elementOfEnd(alert, area) : 'info';
}

function elementOfPlace(alert: Alert, place: PlaceRef): string {
  for (const [infoAt, info] of alert.info.entries())
    for (const [areaAt, area] of info.area.entries()) {
      const within = shapeOf(area, place);
      if (within !== null) return `info[${infoAt}].area[${areaAt}].${within}`;
    }
  return 'info[0].area';
}

function shapeOf({ polygon, circle, geocode }: Area, place: PlaceRef): string | null {
  if (place.kind === 'polygon') {
    const isIt = (ring: (typeof polygon)[number]): boolean =>
      place.ring.every(([lon, lat]) => ring.some((point) => point.lon === lon && point.lat === lat));
    return shapeAt('polygon', polygon.findIndex(isIt));
  }
  if (place.kind === 'circle') {
    const { lon, lat, radiusKm } = place;
    const isIt = (one: (typeof circle)[number]): boolean => one.centre.lon === lon && one.centre.lat === lat && one.radiusKm === radiusKm;
    return shapeAt('circle', circle.findIndex(isIt));
  }
  const values = Object.values(place);
  return shapeAt(
    'geocode',
    geocode.findIndex(({ value }) => values.includes(value)),
  );
}

const shapeAt = (name: string, at: number): string | null => (at === -1 ? null : `${name}[${at}]`);

function elementOfEnd(alert: Alert, { window }: BulletinArea): string {
  const at = alert.info.findIndex(({ expires }) => expires !== null && capInstant(expires) === window.to);
  return at === -1 ? 'info' : `info[${at}].expires`;
}
