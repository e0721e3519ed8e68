import { type Bulletin, bulletinId } from '@loa/domain/bulletin';
import type { Audience } from '@loa/domain/audience';
import type { EventStates } from '@loa/domain/ports';
import { assess, type Assessment, type Provisional } from '@loa/domain/risk';
import { decideIssue, emptyEventState, hazardsInForce, type IssueDecision, type Warning, type WarningEntry } from '@loa/domain/warning';
import { publicReader, renderEmail, renderSms } from '@loa/domain/wording';
import { type Clock, Problem } from '@loa/runtime';

type Texts = { readonly email: { readonly subject: string; readonly text: string }; readonly sms: string };
type Change = Pick<WarningEntry, 'change' | 'level' | 'previousLevel' | 'source' | 'response' | 'onset' | 'expiresAt' | 'units'>;

/** What would become of a bulletin if it were sent now. */
export type Preview = {
  readonly id: string;
  readonly rulebook: string;
  readonly areas: Assessment['areas'];
  readonly raises: NonNullable<Assessment['raises']>;
  /** `issued`, or why nothing would be. */
  readonly decision: 'issued' | Exclude<IssueDecision['kind'], 'issue'>;
  readonly reason: string | null;
  readonly changes: readonly Change[];
  /** By audience and language; null where nothing would be issued. */
  readonly texts: Readonly<Record<'citizen' | 'agency', Readonly<Record<'vi' | 'en', Texts>>>> | null;
};

/** Stands for the number that a warning gets only when it is issued. */
const UNNUMBERED = { number: 1 } as const;

/** Works out levels, changes and texts of a checked bulletin against what is in force; stores and publishes nothing. */
export function preview(
  provisional: Provisional,
  { events, clock }: { events: EventStates; clock: Clock },
): (bulletin: Bulletin) => Promise<Preview> {
  return async (bulletin) => {
    const now = clock.now().toISOString();
    const state = (await events.get(bulletin.event.id)) ?? emptyEventState;
    const result = assess(bulletin, { provisional, inForce: hazardsInForce(state, bulletin.status, now) });
    if (!result.ok)
      throw new Problem({
        status: 422,
        code: 'not-assessable',
        title: 'The bulletin cannot be assessed',
        errors: [{ path: result.path.join('.'), expected: result.reason }],
      });
    const { rulebook, areas, raises = [] } = result.assessment;
    const said = { id: bulletinId(bulletin), rulebook, areas, raises };
    const decision = decideIssue(result.assessment, state, now);
    if (decision.kind !== 'issue') return { ...said, decision: decision.kind, reason: decision.reason, changes: [], texts: null };
    const warning: Warning = { ...decision.draft, ...UNNUMBERED, id: `${bulletin.status.toLowerCase()}-preview` };
    const texts = { citizen: textsFor(warning, 'citizen'), agency: textsFor(warning, 'agency') };
    return { ...said, decision: 'issued', reason: null, changes: warning.entries.map(changeOf), texts };
  };
}

const changeOf = ({ change, level, previousLevel, source, response, onset, expiresAt, units }: WarningEntry): Change => ({
  change,
  level,
  previousLevel,
  source,
  response,
  onset,
  expiresAt,
  units,
});

/** The texts for somebody who lives in all the places; what else is in force there is not looked up. */
function textsFor(warning: Warning, audience: Audience): Readonly<Record<'vi' | 'en', Texts>> {
  const inLanguage = (language: 'vi' | 'en'): Texts => {
    const reader = { ...publicReader(warning, { language }), audience };
    const { subject, text } = renderEmail(warning, reader);
    return { email: { subject, text }, sms: renderSms(warning, reader).text };
  };
  return { vi: inLanguage('vi'), en: inLanguage('en') };
}
