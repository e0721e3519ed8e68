export {
  airedBody,
  type AiredBody,
  type AiredState,
  type AiredSummary,
  type AiredRecord,
  airedRecords,
  airedSummary,
  isLate,
  medium,
  reportedAiring,
  type ReportedAiring,
} from './aired.ts';
export { AIR_TABLE, type AirRow, airRow, AT_ONCE_MINUTES, type FirstAiring, type Medium, MEDIA, NEWS_MINUTES } from './air-table.ts';
export { airingPage } from './airing-page.ts';
export { airingTexts, type AiringTexts, type AiringTextsWanted } from './airing-texts.ts';
export { airPlan, type AirPlan, type AirPlanOptions, airState, type AirStop, dueOnAir } from './air-plan.ts';
export { type AirStatus, BASES, type Basis, type BasisId } from './basis.ts';
export { broadcastPackage, type BroadcastPackage, type PackageWanted } from './broadcast-package.ts';
export type { AllTexts, BroadcastTexts } from './broadcast-texts.ts';
export { type Airing, dueTimes } from './due-times.ts';
export { markOfState, type StateMark } from './mark.ts';
export { type AirNote, airNote, readTime } from './note.ts';
export { ISSUE_HOURS, type IssueHours, nextBulletinAt } from './next-bulletin.ts';
export { partsAt, runsOutAt } from './parts-at.ts';
export { degrees, span, stormTable } from './storm-table.ts';
export { type AirWords, airWords, type Mark } from './words.ts';
