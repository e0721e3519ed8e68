/** What people call an event; the English name is its issuer's. */
export interface EventName {
  readonly vi: string;
  readonly en?: string | undefined;
}

/** "Bão số 13 (Kalmaegi)" as "Storm no. 13 (Kalmaegi)"; undefined for every other name, which only its issuer can say in English. */
export function numberedStorm(name: string): string | undefined {
  const [, number, called = ''] = /^bão số (\d+)( \([^)]+\))?$/iu.exec(name.normalize('NFC').trim()) ?? [];
  return number === undefined ? undefined : `Storm no. ${number}${called}`;
}

/** An event's name in a language; undefined where it has none in it. That of a numbered storm is known from its Vietnamese one. */
export function eventNameIn(name: EventName | null | undefined, language: 'vi' | 'en'): string | undefined {
  if (name === null || name === undefined) return undefined;
  return language === 'vi' ? name.vi : (name.en ?? numberedStorm(name.vi));
}

/** The same for screens, where a name in another language says more than none; undefined where it has no name at all. */
export function eventNameShown(name: EventName | null | undefined, language: 'vi' | 'en'): string | undefined {
  return eventNameIn(name, language) ?? name?.vi;
}
