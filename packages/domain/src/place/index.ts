export * from './authority.ts';
export { communePoints, communesNear, kmBetween, type NearCommune } from './commune-points.ts';
export { nearestNames, withoutMarks } from './folding.ts';
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
export {
  findCommune,
  findFormerCommune,
  findFormerDistrict,
  findFormerProvince,
  findProvince,
  findRegion,
  type Found,
} from './find-place.ts';
export { nameOfPlaces, placesByProvince } from './name-of-places.ts';
export { type PhraseContext, type RegionPhrase, regionPhrase, type UnreadReason } from './phrase/index.ts';
export * from './map-lines.ts';
export { insideRing, outlinesOfUnits, type Ring } from './outlines.ts';
export * from './place-ref.ts';
export { type NamedPlace, placesBegun, placesNamed } from './places-named.ts';
export { boundsOfSea, type PlacesAt, placesAt, pointOnIsland } from './places-at.ts';
export { type FormerCommune, type FormerDistrict, formerDistricts } from './predecessors.ts';
export { type Region, regions } from './regions.ts';
export { coastOf, SEA_COASTS } from './sea-coasts.ts';
export { type Shape } from './shape.ts';
export { unitsOfPoint } from './shape-units.ts';
export { type ResolvedPlace, resolvePlace, type UnresolvedReason } from './resolve-place.ts';
export { placeOfText } from './place-of-text.ts';
