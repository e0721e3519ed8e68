export { hearsByRule, mayHear } from './citizen-limit.ts';
export { leastNeedFor } from './least-need.ts';
export { canonicalMailbox } from './mailbox.ts';
export { type MobileOperator, mobileOperatorOf, mobileOperators } from './mobile-operator.ts';
export { levelOfNeed, NEED_TABLE, type NeedQuestion, type NeedRow, needOf } from './need-table.ts';
export { needPage } from './need-page.ts';
export { hearsOfCoast, placesHeard, type PlacesHeard, seasHeardAt } from './places-heard.ts';
export {
  type PlaceAsked,
  placeAsked,
  type Places,
  placesTogether,
  type SettledPlaces,
  settlePlaces,
  type Unsettled,
  type UnsettledReason,
} from './settle-places.ts';
export { type Precedence, precedenceOf } from './precedence.ts';
export { reachClasses, reachOf, type WarningReach } from './reach.ts';
export { type Stratum, strata, stratum } from './strata.ts';
export * from './subscriber.ts';
export { tellAlike } from './tell-alike.ts';
export { NOT_NAMED, tellNamed } from './tell-named.ts';
export { type Person, type Telling, tellPerson, type TellQuestion } from './tell-person.ts';
export type { ToldRow } from './told-row.ts';
export * from './told-table.ts';
