import type { Audience } from '@loa/domain/audience';
import type { Bulletin } from '@loa/domain/bulletin';
import { isSeaArea, nameOfPlaces, provinceByCode, provinceOf, seaAreaById, type Unit } from '@loa/domain/place';
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

/** An assessed area with the place in the bulletin's list of the one that it comes from, and its places in words. */
export type PlacedArea = Assessment['areas'][number] & { readonly at: number; readonly named: InLanguages<string> };

const NAMED = 6;
export const namesOf = (units: readonly Unit[]): InLanguages<string> => inLanguages((language) => nameOfPlaces(units, language, NAMED));

/** What each area of a bulletin comes to. The bulletin as a whole can be assessed. */
export function placedAreas(bulletin: Bulletin, options: Parameters<typeof assess>[1]): PlacedArea[] {
  return bulletin.areas.flatMap((area, at) => {
    const alone = assess({ ...bulletin, areas: [area] }, options);
    return alone.ok ? alone.assessment.areas.map((one) => ({ ...one, at, named: namesOf(one.units) })) : [];
  });
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
