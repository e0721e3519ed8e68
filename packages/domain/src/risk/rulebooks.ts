import type { Instant } from '../time.ts';
import { CAP_SEVERITY } from './cap-severity/rulebook.ts';
import { type Rulebook, rulebookAmong } from './rulebook.ts';
import { VN_18_2021 } from './vn-18-2021/rulebook.ts';

/** Every rulebook, one folder each. An amendment is a new folder that takes over the tables it does not change. */
export const RULEBOOKS: readonly Rulebook[] = [VN_18_2021, CAP_SEVERITY];

/** The rulebook of a country (ISO 3166-1 alpha-2) in force at an instant; undefined where none was. */
export function rulebookOf(country: string, at: Instant): Rulebook | undefined {
  return rulebookAmong(RULEBOOKS, country, at);
}
