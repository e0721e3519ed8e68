import type { Alert, Area, Info, Resource } from '../alert.ts';
import type { Finding } from '../finding.ts';
import { ALERT_RULES } from './alert-rules.ts';
import { AREA_RULES } from './area-rules.ts';
import { INFO_RULES, type InfoOf } from './info-rules.ts';
import { OWN_ALERT_RULES } from './own-alert-rules.ts';
import { OWN_AREA_RULES } from './own-area-rules.ts';
import { OWN_INFO_RULES } from './own-info-rules.ts';
import { RESOURCE_RULES } from './resource-rules.ts';
import { each, evaluate, type Rule } from './rule.ts';

export interface CheckOptions {
  /** Asks also what Loa asks of what it sends. */
  readonly strict?: boolean;
}

const ALERT: readonly Rule<Alert>[] = [...ALERT_RULES, ...OWN_ALERT_RULES];
const INFO: readonly Rule<InfoOf>[] = [...INFO_RULES, ...OWN_INFO_RULES];
const AREA: readonly Rule<Area>[] = [...AREA_RULES, ...OWN_AREA_RULES];
const RESOURCE: readonly Rule<Resource>[] = RESOURCE_RULES;

/** Every rule of CAP 1.2 that a message breaks, those included that its schema cannot hold; empty where it breaks none. */
export function check(alert: Alert, { strict = false }: CheckOptions = {}): Finding[] {
  return [
    ...evaluate(ALERT, alert, '', strict),
    ...each('info', alert.info).flatMap(([path, info]) => checkInfo(info, alert, path, strict)),
  ];
}

function checkInfo(info: Info, alert: Alert, path: string, strict: boolean): Finding[] {
  return [
    ...evaluate(INFO, { info, alert }, path, strict),
    ...each(`${path}.resource`, info.resource).flatMap(([at, resource]) => evaluate(RESOURCE, resource, at, strict)),
    ...each(`${path}.area`, info.area).flatMap(([at, area]) => evaluate(AREA, area, at, strict)),
  ];
}
