import { renderAlert, renderHeadline } from '@loa/domain/wording';
import { hoursUntil, type Instant } from '@loa/domain/time';
import { isTakenBack, type Warning } from '@loa/domain/warning';
import type { Info, Named } from '../alert.ts';
import { areaOf, type Place } from './areas.ts';
import type { Group, GroupKind } from './groups.ts';
import { awarenessTypeOf, categoryOf, eventCodesOf } from './hazard-terms.ts';
import { capTime } from './identifier.ts';
import { awarenessLevelOf, colourName, foreignSeverity, severityOf } from './scales.ts';
import type { AlertSettings } from './settings.ts';

/** The languages of every alert, with how the domain calls them. */
export const LANGUAGES = [
  { tag: 'vi-VN', language: 'vi' },
  { tag: 'en', language: 'en' },
] as const;
type Language = (typeof LANGUAGES)[number];

/** An AllClear, and word that a place is no longer named, is news for this long; what they supersede stays superseded. */
const SHORT_HOURS = 3;

type Back = Exclude<GroupKind, 'news' | 'kept'>;
/**
 * What a block says that takes a warning back. Only the issuer's own end is an all-clear. A place that is no longer named may
 * still be in danger, so people go on watching; of what was issued in error nothing is known.
 */
const BACK: Readonly<Record<Back, Pick<Info, 'responseType' | 'certainty'>>> = {
  ended: { responseType: ['AllClear'], certainty: 'Observed' },
  narrowed: { responseType: ['Monitor'], certainty: 'Possible' },
  cancelled: { responseType: ['None'], certainty: 'Unknown' },
};

/** One block of an alert in one language, its areas without shapes. `ownText`: with the issuer's text. */
export function infoOf(
  warning: Warning,
  group: Group,
  places: readonly Place[],
  { tag, language }: Language,
  settings: AlertSettings,
  ownText: boolean,
): Info {
  const broadcast = { language, units: group.units };
  const text = renderAlert(warning, broadcast, { ownText });
  return {
    language: tag,
    category: categoryOf(warning.hazard),
    event: text.event,
    ...scalesOf(warning, group, text.leave),
    audience: null,
    eventCode: eventCodesOf(warning),
    effective: null,
    senderName: settings.senderName[language],
    headline: renderHeadline(warning, broadcast),
    description: text.description,
    instruction: text.instruction,
    web: addressOf(`warnings/${warning.id}`, settings.publicUrl),
    contact: settings.contact,
    parameter: parametersOf(warning, group),
    resource: resourcesOf(warning, language, settings),
    area: places.map((place) => areaOf(place, language)),
  };
}

const OFFICIAL = { vi: 'Văn bản chính thức của cơ quan ban hành', en: "The issuer's official document" } as const;

/** The official document. CAP's digest is a SHA-1, which would vouch for nothing: it is left out. */
function resourcesOf({ id, document }: Warning, language: Language['language'], { publicUrl }: AlertSettings): Info['resource'] {
  if (document === undefined) return [];
  const { mediaType: mimeType, size } = document;
  return [
    {
      resourceDesc: OFFICIAL[language],
      mimeType,
      size,
      uri: addressOf(`warnings/${id}/document`, publicUrl),
      derefUri: null,
      digest: null,
    },
  ];
}

const addressOf = (path: string, publicUrl: string): string => new URL(path, publicUrl.replace(/\/*$/, '/')).href;

type Scales = Pick<Info, 'responseType' | 'urgency' | 'severity' | 'certainty' | 'onset' | 'expires'>;

function scalesOf(warning: Warning, { kind, first }: Group, leave: boolean): Scales {
  if (kind !== 'news' && kind !== 'kept') {
    // A cancel must hold as long as what it cancels; the others say their news and are gone.
    const expires = kind === 'cancelled' ? first.expiresAt : earlier(first.expiresAt, hoursAfter(warning.issuedAt, SHORT_HOURS));
    return { ...BACK[kind], urgency: 'Past', severity: 'Minor', onset: null, expires: capTime(expires) };
  }
  return {
    responseType: [leave ? 'Evacuate' : first.response],
    urgency: warning.urgency ?? urgencyOf(first.onset, warning.issuedAt),
    severity: severityOf(first),
    // An earthquake is told of once it has been felt; everything else is forecast unless the issuer says that it goes on.
    certainty: first.certainty ?? (warning.hazard === 'earthquake' ? 'Observed' : 'Likely'),
    onset: capTime(first.onset),
    expires: capTime(first.expiresAt),
  };
}

/** CAP 1.2, section 3.2.2: Immediate is now, Expected within the next hour. */
function urgencyOf(onset: Instant, issuedAt: Instant): string {
  const hours = hoursUntil(onset, issuedAt);
  if (hours <= 0) return 'Immediate';
  return hours <= 1 ? 'Expected' : 'Future';
}

function parametersOf(warning: Warning, { first, entries }: Group): Named[] {
  const { level, source } = first;
  const values = (valueName: string, all: readonly (string | null)[]): Named[] =>
    [...new Set(all)].flatMap((value) => (value === null ? [] : [{ valueName, value }]));
  const lawful = level !== null && foreignSeverity(first) === null;
  const warned = !isTakenBack(first.change);
  const clauses = entries.map(({ verdict }) => (verdict?.kind === 'level' && verdict.level === level ? verdict.clause : null));
  return [
    ...(lawful ? values('VN-RISK-LEVEL', [String(level)]) : []),
    ...(lawful ? values('VN-RISK-COLOUR', [colourName(level)]) : []),
    ...(lawful ? values('VN-RISK-CLAUSE', clauses) : []),
    ...(lawful ? values('levelSource', [source]) : []),
    ...values('bulletinType', [warning.bulletinType || null]),
    ...values('bulletinId', [warning.bulletinId]),
    ...values(
      'change',
      entries.map((one) => one.change),
    ),
    ...values('awareness_level', [warned ? awarenessLevelOf(severityOf(first)) : null]),
    ...values('awareness_type', [awarenessTypeOf(warning.hazard)]),
  ];
}

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
const hoursAfter = (instant: Instant, hours: number): Instant => new Date(Date.parse(instant) + hours * 3_600_000).toISOString();
