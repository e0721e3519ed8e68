import { HAZARDS, type Hazard, hazardIds } from '../bulletin/hazard.ts';
import { AIR_TABLE, type AirRow, AT_ONCE_MINUTES, NEWS_MINUTES } from './air-table.ts';
import { BASES, type BasisId } from './basis.ts';
import { ISSUE_HOURS, NEAR_HOUR_MINUTES } from './next-bulletin.ts';

const HEAD = `# Airing

When a warning goes on air, how often again, and until what, as data in \`packages/domain/src/airing/\`. This page is generated
(\`node -e "import('@loa/domain/airing').then((it) => process.stdout.write(it.airingPage()))"\`) and a test compares it with the data.

The signed text of Decision 18/2021/QĐ-TTg, Articles 34-41, was not read. \`confirmed\`: read in two independent places; \`provisional\`: read
in one, or in the decision of 2020 that it replaced; \`own\`: nothing was found, the value is Loa's. Nothing here is legal advice.

## Rules

- For each medium the first row counts that fits the hazard, the type of bulletin and the highest level of the warning. Any outlet follows
  the medium that it is like: the law was read for Voice of Vietnam and Vietnam Television alone.
- "At once" has no number in the law; an airing is taken to be late after ${String(AT_ONCE_MINUTES)} minutes, at once as on the hour and at every repeat. A news
  programme is taken to come within ${String(NEWS_MINUTES)} minutes: its time is the outlet's. Both numbers are Loa's own.
- Repeats go on until something newer of the series is issued, it is ended or cancelled, the warning is recalled, or all of it has run
  out. Of a warning that something newer replaced nothing is due any more. One that ran out without a successor is announced once
  on each medium as lapsed, never as clear.
- Every repeat says when the bulletin was issued, and when the next one comes where that is known. Once that time has passed it says that
  none has come.`;

/** docs/airing.md: both tables with where each value comes from. */
export function airingPage(): string {
  const airings = table(
    ['hazard', 'bulletins', 'level', 'medium', 'first', 'first: status', 'again', 'again: status', 'until'],
    AIR_TABLE.map((row) => [
      hazardsOf(row.hazards),
      row.types?.join(', ') ?? 'all others',
      row.leastLevel === null ? 'any' : `${String(row.leastLevel)} and above`,
      row.media.join(', '),
      { 'at-once': 'at once', 'on-the-hour': 'on the next full hour', 'next-news': 'in the next news programme' }[row.first.when],
      sure(row.first.basis),
      againOf(row),
      sure(row.repeat.basis),
      row.repeat.everyMinutes === null ? 'said twice' : 'something newer, or run out',
    ]),
  );
  const hours = table(
    ['hazard', 'bulletins', 'hours (Viet Nam)', 'status'],
    ISSUE_HOURS.map((one) => [hazardsOf(one.hazards), one.types.join(', '), one.hours.join(', '), sure(one.basis)]),
  );
  const sources = Object.entries(BASES).map(([id, { status, cited, note, sources: pages }]) =>
    [`### ${id}`, `${status}${cited === null ? '' : `: ${cited}`}. ${note}`, pages.map((page) => `- ${page}`).join('\n')]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
  return `${[
    HEAD,
    '## First airing and repeats',
    airings,
    '## When the next bulletin comes',
    `A bulletin finished within ${String(NEAR_HOUR_MINUTES)} minutes of one of these hours is the one of that hour, and the next one is named. For any other none is.`,
    hours,
    '## Where the values come from',
    ...sources,
  ].join('\n\n')}\n`;
}

const hazardsOf = (hazards: readonly Hazard[]): string =>
  hazards.length === hazardIds.length ? 'every other' : hazards.map((one) => HAZARDS[one].en).join('; ');

const sure = (basis: BasisId): string => `${BASES[basis].status} (${basis})`;

function againOf({ repeat: { soon, everyMinutes } }: AirRow): string {
  if (everyMinutes === null) return 'once, in the next news programme';
  const every = everyMinutes % 60 === 0 ? `${String(everyMinutes / 60)} h` : `${String(everyMinutes)} min`;
  return soon.length === 0 ? `every ${every}` : `after ${soon.map(String).join(' and ')} min, then every ${every}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
