import { type Bulletin, bulletinId, hazardGroup } from '@loa/domain/bulletin';
import { reachClasses, reachOf, strata, type WarningReach } from '@loa/domain/audience';
import type { EventStates, Issuers, Reach, SupplyDesk } from '@loa/domain/ports';
import { isFollowUp, openingsOf } from '@loa/domain/supply';
import { assess, type Assessment } from '@loa/domain/risk';
import type { Unit } from '@loa/domain/place';
import {
  decideIssue,
  emptyEventState,
  hazardsInForce,
  isKeptHigher,
  type IssueDecision,
  type Warning,
  type WarningEntry,
} from '@loa/domain/warning';
import { type Reader, renderSms, type SmsRegistrations } from '@loa/domain/wording';
import { type Clock, Problem } from '@loa/runtime';
import type { IntakeSettings } from './config.ts';
import { nameToType, namesOf, type PlacedArea, placedAreas, type PreviewTexts, previewTexts } from './preview-texts.ts';
import { type KindOfSms, smsTemplatesOf } from './sms-templates-of.ts';

type Change = Pick<WarningEntry, 'change' | 'level' | 'previousLevel' | 'source' | 'response' | 'onset' | 'expiresAt' | 'units'> & {
  readonly named: Readonly<Record<'vi' | 'en', string>>;
  /** The places keep the level before, which is higher than what this bulletin says or leaves open. */
  readonly keptHigher: boolean;
};

/** What would become of a bulletin if it were sent now. */
export type Preview = {
  readonly id: string;
  readonly status: Bulletin['status'];
  readonly rulebook: string;
  readonly areas: readonly PlacedArea[];
  readonly raises: NonNullable<Assessment['raises']>;
  /** `issued`, or why nothing would be. */
  readonly decision: 'issued' | Exclude<IssueDecision['kind'], 'issue'>;
  readonly reason: string | null;
  readonly changes: readonly Change[];
  /** By audience and language; null where nothing would be issued. */
  readonly texts: PreviewTexts | null;
  /** What whoever sends a real warning types first: a province of it, or a sea area. */
  readonly toType: string | null;
  /** By which templates its SMS go, by kind of reader; null where nothing would be issued. */
  readonly sms: readonly KindOfSms[] | null;
  /** Whom it would be sent to and how long that would take; null where nothing would be issued. */
  readonly reach: (WarningReach & { readonly noListener: readonly Unit[] }) | null;
};

/** Stand for the number that a warning gets only when it is issued: in texts, and later than every other. */
const UNNUMBERED = { number: 1 } as const;
const LAST = { number: Number.MAX_SAFE_INTEGER } as const;

export interface PreviewPorts {
  readonly events: EventStates;
  readonly issuers: Pick<Issuers, 'get'>;
  readonly reach: Reach;
  readonly supply: Pick<SupplyDesk, 'roster' | 'subscribersOf'>;
  readonly registrations: SmsRegistrations;
  readonly clock: Clock;
}

export interface PreviewOptions {
  /** Where an SMS fits no template registered at an operator: tell by which it goes, instead of refusing. */
  readonly emergency: boolean;
}

/** Works out levels, changes and texts of a checked bulletin against what is in force; stores and publishes nothing. Throws Problem. */
export function preview(
  { provisional, rates }: Pick<IntakeSettings, 'provisional' | 'rates'>,
  { events, issuers, reach, supply, registrations, clock }: PreviewPorts,
): (bulletin: Bulletin, options: PreviewOptions) => Promise<Preview> {
  return async (bulletin, { emergency }) => {
    const now = clock.now().toISOString();
    const state = (await events.get(bulletin.event.id)) ?? emptyEventState;
    const options = { provisional, inForce: hazardsInForce(state, bulletin.status, now) };
    const result = assess(bulletin, options);
    if (!result.ok)
      throw new Problem({
        status: 422,
        code: 'not-assessable',
        title: 'The bulletin cannot be assessed',
        errors: [{ path: result.path.join('.'), expected: result.reason }],
      });
    const { rulebook, raises = [] } = result.assessment;
    const said = { id: bulletinId(bulletin), status: bulletin.status, rulebook, areas: placedAreas(bulletin, options), raises };
    const decision = decideIssue(result.assessment, state, now);
    if (decision.kind !== 'issue')
      return { ...said, decision: decision.kind, reason: decision.reason, changes: [], texts: null, sms: null, reach: null, toType: null };
    const issuerName = (await issuers.get(bulletin.issuer))?.name;
    const warning: Warning = {
      ...decision.draft,
      ...UNNUMBERED,
      ...(issuerName !== undefined && { issuerName }),
      id: `${bulletin.status.toLowerCase()}-preview`,
    };
    const texts = previewTexts(warning);
    const changes = warning.entries.map(changeOf);
    const readers: Reader[] = [];
    const reachNow = await reached({ ...warning, ...LAST }, { reach, supply, rates, readers }, now);
    return {
      ...said,
      decision: 'issued',
      reason: null,
      changes,
      texts,
      toType: nameToType(warning.entries.flatMap((entry) => entry.units)),
      sms: smsTemplatesOf(warning, readers, { registrations, emergency }),
      reach: reachNow,
    };
  };
}

/** The same decisions in the same order as fan-out's, by counts of people who are alike; `readers` is given one of each kind who reads SMS. */
async function reached(
  warning: Warning,
  { reach, supply, rates, readers }: Pick<PreviewPorts, 'reach' | 'supply'> & { rates: IntakeSettings['rates']; readers: Reader[] },
  now: string,
): Promise<Preview['reach']> {
  const layers = strata(warning, now);
  const { eventId, hazard, status } = warning;
  const classes = reachClasses(warning, layers);
  const units = warning.entries.flatMap((entry) => entry.units);
  const openings = openingsOf(warning, await supply.roster(), now);
  const contacts = await supply.subscribersOf(openings, { eventId, status, followUp: isFollowUp(warning) });
  const [people, waiting, noListener] = await Promise.all([
    reach.alike({ classes, eventId, hazardGroup: hazardGroup(hazard), status, contacts, now }),
    reach.waiting(),
    reach.noListener(units, now),
  ]);
  const segmentsOf: Parameters<typeof reachOf>[0]['segmentsOf'] = ({ language, audience, telling }) => {
    const reader = { language, audience, reason: telling.reason, units: telling.units };
    readers.push(reader);
    return renderSms(warning, reader).segments;
  };
  return {
    ...reachOf({ warning, layers, people, waiting, rates, now, segmentsOf }),
    noListener,
  };
}

const changeOf = (entry: WarningEntry): Change => {
  const { change, level, previousLevel, source, response, onset, expiresAt, units } = entry;
  return {
    ...{ change, level, previousLevel, source, response, onset, expiresAt, units },
    ...{ named: namesOf(units), keptHigher: isKeptHigher(entry) },
  };
};
