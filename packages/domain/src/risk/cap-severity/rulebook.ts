import { hazardIds } from '../../bulletin/hazard.ts';
import type { Severity } from '../../bulletin/bulletin.ts';
import { decisionTable, type Fact, type Row } from '../decision-table.ts';
import { ELSEWHERE, type Rulebook } from '../rulebook.ts';
import { word } from '../words.ts';

const SEVERITIES: readonly Fact[] = [
  word('Extreme', 'CAP: Extreme (đặc biệt nghiêm trọng)', 'CAP: Extreme'),
  word('Severe', 'CAP: Severe (nghiêm trọng)', 'CAP: Severe'),
  word('Moderate', 'CAP: Moderate (trung bình)', 'CAP: Moderate'),
  word('Minor', 'CAP: Minor (nhỏ)', 'CAP: Minor'),
];
const LEVELS: Readonly<Record<Exclude<Severity, 'Unknown'>, Row['level']>> = { Extreme: 5, Severe: 4, Moderate: 3, Minor: 2 };

/** The severity that the issuer abroad gave, whatever the hazard. `Unknown` says nothing, so it counts as not given. */
const severityTable = decisionTable({
  hazards: hazardIds,
  article: 0,
  title: { vi: 'Mức nghiêm trọng theo CAP', en: 'Severity as CAP gives it' },
  facts: [{ name: 'severity', words: { vi: 'mức nghiêm trọng', en: 'severity' }, values: SEVERITIES }],
  rows: Object.entries(LEVELS).map(([severity, level]) => ({
    when: { severity: [severity] },
    level,
    clause: `cap.severity.${severity}`,
    status: 'confirmed',
    source: 'Common Alerting Protocol 1.2 (OASIS), section 3.2.2; the level beside it is a choice of Loa',
  })),
  read: (_parameters, _window, severity) => {
    const facts = { severity: SEVERITIES.find((one) => one.value === severity) };
    return () => facts;
  },
});

/**
 * Alerts imported from abroad. The severity is the issuer's; the level 1-5 set beside it is not, since levels are a term of
 * Vietnamese law: it stays `proposed`, and citizens get the warning without a number.
 */
export const CAP_SEVERITY: Rulebook = {
  id: 'cap-severity',
  country: ELSEWHERE,
  title: { vi: 'Tin nước ngoài: theo mức nghiêm trọng của CAP', en: 'Alerts from abroad: by the severity of CAP' },
  inForceFrom: '2010-07-01T00:00:00.000Z',
  inForceTo: null,
  tables: [severityTable],
  contested: [],
};
