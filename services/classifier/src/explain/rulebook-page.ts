import { HAZARDS, hazardIds } from '@loa/domain/bulletin';
import { type Rulebook, tableOf } from '@loa/domain/risk';
import { explain } from './explain.ts';

const HEAD = `# Rulebook

The decision tables that Loa works out risk levels by, as data in \`packages/domain/src/risk/\`. This page is generated
(\`npm run explain -- --markdown\`) and a test compares it with the data. \`confirmed\` rows were read in two independent places;
\`provisional\` rows were not, and \`LOA_RULEBOOK_PROVISIONAL=off\` turns them off; \`contested\` rows give no level where their
readings differ. What was decided about open points: [decision 5](decisions/0005-what-the-rulebook-does-where-the-print-is-open.md).
How the tables compare with published bulletins: [rulebook-agreement.md](rulebook-agreement.md).`;

/** Every rulebook as one page in Markdown, Vietnamese and English. */
export function rulebookPage(rulebooks: readonly Rulebook[]): string {
  return `${[HEAD, ...rulebooks.map(chapter)].join('\n\n')}\n`;
}

function chapter(rulebook: Rulebook): string {
  const { id, title, country, inForceFrom, inForceTo, tables, contested } = rulebook;
  const until = inForceTo === null ? 'open' : dayOf(inForceTo);
  const head = `## ${id}\n\n${title.vi}\n\n${title.en}\n\nCountry: ${country === '*' ? 'every other' : country}. In force: ${dayOf(inForceFrom)} to ${until}.`;
  const first = tables.map((table) => table.hazards[0]);
  const sections = [...first, ...contested.map((one) => one.hazard)].flatMap((hazard) =>
    hazard === undefined
      ? []
      : [`### ${sectionTitle(rulebook, hazard)}\n\n${explain(rulebook, hazard)}\n\n${sourcesOf(rulebook, hazard)}`.trimEnd()],
  );
  const without = hazardIds.filter((hazard) => tableOf(rulebook, hazard) === undefined && !contested.some((one) => one.hazard === hazard));
  const none =
    without.length === 0
      ? []
      : [`### Without a table\n\n${without.map((hazard) => `- ${HAZARDS[hazard].vi} / ${HAZARDS[hazard].en}`).join('\n')}`];
  return [head, ...sections, ...none].join('\n\n');
}

/** A rulebook's first instant is midnight in Viet Nam. */
const dayOf = (instant: string): string => new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);

function sectionTitle(rulebook: Rulebook, hazard: (typeof hazardIds)[number]): string {
  const hazards = tableOf(rulebook, hazard)?.hazards ?? [hazard];
  return hazards.length === hazardIds.length ? 'Every hazard' : hazards.map((one) => HAZARDS[one].en).join(', ');
}

function sourcesOf(rulebook: Rulebook, hazard: (typeof hazardIds)[number]): string {
  const sources = new Set(tableOf(rulebook, hazard)?.rows.map((row) => row.source) ?? []);
  return sources.size === 0 ? '' : `Sources of the rows:\n\n${[...sources].map((one) => `- ${one}`).join('\n')}`;
}
