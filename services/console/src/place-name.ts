import { communeOf, nameOfPlaces, provinceByCode } from '@loa/domain/place';

/**
 * A province by its code, or a commune or sea area by its id, as tables name it; what is none of them, as it is. Coastal seas bear the names of
 * provinces and are told apart from them.
 */
export function placeName(place: string, language: 'vi' | 'en' = 'vi'): string {
  const province = provinceByCode(place);
  if (province !== undefined) return language === 'vi' ? province.name : province.nameEn;
  return communeOf(place)?.name ?? nameOfPlaces([place], language, 1);
}
