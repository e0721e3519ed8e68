export { hearsByRule } from './citizen-limit.ts';
export { levelOfNeed, NEED_TABLE, type NeedQuestion, type NeedRow, needOf } from './need-table.ts';
export { needPage } from './need-page.ts';
export { hearsOfCoast, placesHeard, type PlacesHeard, seasHeardAt } from './places-heard.ts';
export { type Stratum, strata, stratum } from './strata.ts';
export * from './subscriber.ts';
export { type Person, type Telling, tellPerson, type TellQuestion } from './tell-person.ts';
export type { ToldRow } from './told-row.ts';
export * from './told-table.ts';
