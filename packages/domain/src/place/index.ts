export * from './authority.ts';
export { withoutMarks } from './folding.ts';
export {
  type Commune,
  communeOf,
  communes,
  type ForecastRegion,
  type FormerProvince,
  formerProvinceByName,
  formerProvinceOf,
  formerProvinces,
  isSeaArea,
  type Province,
  provinceByCode,
  provinceOf,
  provinces,
  type SeaArea,
  seaAreaById,
  seaAreas,
} from './gazetteer.ts';
export { nameOfPlaces } from './name-of-places.ts';
export * from './place-ref.ts';
export { type ResolvedPlace, resolvePlace } from './resolve-place.ts';
