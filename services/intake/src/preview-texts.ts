import type { Audience } from '@loa/domain/audience';
import type { Bulletin } from '@loa/domain/bulletin';
import {
  formerProvinceOf,
  isSeaArea,
  nameOfPlaces,
  type PlaceRef,
  provinceByCode,
  provinceOf,
  resolvePlace,
  seaAreaById,
  type Unit,
} from '@loa/domain/place';
import { assess, type Assessment } from '@loa/domain/risk';
import type { Warning } from '@loa/domain/warning';
import { publicReader, renderCrawl, renderEmail, renderHeadline, renderLoudspeaker, renderRadio, renderSms } from '@loa/domain/wording';

type InLanguages<T> = Readonly<Record<'vi' | 'en', T>>;
const inLanguages = <T>(of: (language: 'vi' | 'en') => T): InLanguages<T> => ({ vi: of('vi'), en: of('en') });

export type Texts = {
  readonly email: { readonly subject: string; readonly text: string };
  readonly sms: string;
  readonly segments: number;
};
/** What is read out and run over the screen. */
export type OnAir = Readonly<Record<'headline' | 'crawl' | 'radio' | 'loudspeaker', string>>;
export type PreviewTexts = Readonly<Record<'citizen' | 'agency', InLanguages<Texts>>> & { readonly onAir: InLanguages<OnAir> };

/** The texts for somebody who lives in all the places; what else is in force there is not looked up. */
export function previewTexts(warning: Warning): PreviewTexts {
  const of = (audience: Audience): InLanguages<Texts> =>
    inLanguages((language) => {
      const reader = { ...publicReader(warning, { language }), audience };
      const { subject, text } = renderEmail(warning, reader);
      const sms = renderSms(warning, reader);
      return { email: { subject, text }, sms: sms.text, segments: sms.segments };
    });
  const onAir = inLanguages((language) => ({
    headline: renderHeadline(warning, { language }),
    crawl: renderCrawl(warning, { language }),
    radio: renderRadio(warning, { language }),
    loudspeaker: renderLoudspeaker(warning, { language }),
  }));
  return { citizen: of('citizen'), agency: of('agency'), onAir };
}

/** An assessed area with the one of the bulletin that it comes from, and its places in words and as an area of its own would name them. */
export type PlacedArea = Assessment['areas'][number] & {
  readonly at: number;
  readonly named: InLanguages<string>;
  readonly places: readonly PlaceRef[];
};

const NAMED = 6;
export const namesOf = (units: readonly Unit[]): InLanguages<string> => inLanguages((language) => nameOfPlaces(units, language, NAMED));

/** What each area of a bulletin comes to. The bulletin as a whole can be assessed. */
export function placedAreas(bulletin: Bulletin, options: Parameters<typeof assess>[1]): PlacedArea[] {
  return bulletin.areas.flatMap((area, at) => {
    const alone = assess({ ...bulletin, areas: [area] }, options);
    return alone.ok
      ? alone.assessment.areas.map((one) => ({ ...one, at, named: namesOf(one.units), places: placesOfUnits(one.units, area.places) }))
      : [];
  });
}

/** Units as places: those of `given` that lie wholly in them, and for the rest former provinces where they are whole, communes and sea areas. */
function placesOfUnits(units: readonly Unit[], given: readonly PlaceRef[]): PlaceRef[] {
  const within = new Set(units);
  const left = new Set(units);
  const places: PlaceRef[] = [];
  const take = (place: PlaceRef): boolean => {
    const found = resolvePlace(place);
    if (!found.ok || !found.units.every((unit) => within.has(unit))) return false;
    for (const unit of found.units) left.delete(unit);
    places.push(place);
    return true;
  };
  for (const place of given) if (place.kind !== 'sea-area') take(place);
  for (const unit of units) {
    if (!left.has(unit)) continue;
    const former = formerProvinceOf(unit);
    if (former !== null && take({ kind: 'former-province', name: former })) continue;
    // A sea area comes with its islands, which may be judged as land here.
    if (isSeaArea(unit)) places.push({ kind: 'sea-area', id: unit });
    else take({ kind: 'commune', code: unit });
  }
  return places;
}

/** The province with most of the units, or where none is on land the sea area: its name is typed before a real warning goes out. */
export function nameToType(units: readonly Unit[]): string | null {
  const byProvince = Map.groupBy(
    units.filter((unit) => !isSeaArea(unit)),
    (unit) => provinceOf(unit) ?? '',
  );
  const most = [...byProvince].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0];
  const [sea] = units.filter(isSeaArea);
  if (most !== undefined) return provinceByCode(most)?.name ?? null;
  return sea === undefined ? null : (seaAreaById(sea)?.name ?? null);
}
