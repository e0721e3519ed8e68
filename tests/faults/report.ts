import { cpus, totalmem } from 'node:os';
import { LATE_MS } from './arrived.ts';
import { OF_AN_ENVELOPE } from './environment.ts';
import type { BedOptions } from './test-bed.ts';
import { faultsOf, type Outcome } from './scenario.ts';
import { CHANNELS, type FarChannel } from './storm.ts';
import { sum } from './tally.ts';

/** Parts of the matrix, in the order in which the report has them, by the title of their section. */
export const TITLES = {
  all: 'Every fault by itself',
  short: 'Several faults on one bulletin',
  kills: 'Workers killed at a share of their work',
  recall: 'Recall in the middle',
  ill: 'Ill providers',
  joining: 'Sign-up beside a storm',
} as const;
export type Size = keyof typeof TITLES;

export interface Run extends Required<BedOptions> {
  readonly size: Size;
  readonly began: Date;
  readonly tookMs: number;
  readonly seeds: readonly number[];
  /** Installations that played side by side on the machine. */
  readonly beds: number;
  readonly outcomes: readonly Outcome[];
  /** Scenarios that were not played, or came to no end. */
  readonly missing: number;
}

const COLUMNS = ['scenario', 'times', 'expected', 'lost', 'unexpected', 'doubled', 'allowed', 'late', 'last after', 'at the fault'];
const NAMES: Readonly<Record<FarChannel, string>> = { email: 'e-mail', sms: 'SMS', voice: 'calls' };
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const all = (outcomes: readonly Outcome[]) => sum(outcomes.flatMap((one) => CHANNELS.map((channel) => one[channel])));

const HEAD = `# Faults

Written by \`npm run faults\`. Every process of an installation runs by itself on Kafka, Redis and PostgreSQL; messages are counted at the far end,
two SMTP servers and two stand-ins for Twilio's API that outlive whatever is killed. A fault meets a bulletin of its own, unless it says otherwise; what is alike stands in
one line.

**Doubled** counts messages beyond the first to an address. **Allowed** is the window, all scenarios of the line together: one e-mail per connection of each sender killed (8; in groups
an envelope of ${OF_AN_ENVELOPE.grouped} recipients a connection), one call per request under way (4), where Twilio does not tell, and no SMS, because what may have been sent is looked up at the provider first. **Late** is what arrived later than ${LATE_MS / 1_000} s
after its bulletin was first given to intake, with the machine as busy as it was; it is told and not judged. **Last after** is the time from the first bulletin's being given
to the last message, the longest of the line. Judged as well: rows of the ledger end as the far end has it, and nothing begins after its warning has run out;
what was on the wire in that moment may be read by a busy far end up to 1 s later, and an e-mail without an answer then (one a connection) stays in doubt. After a recall each row was
taken before its answer or is recalled. Beside an ill provider the other channel comes to 0.8 of its rate before and after, at least. Whoever
signs up where a storm is in force is told once, and within 10 s where nothing of a higher lane waits.
`;

/** docs/faults.md as it was, with the section of this run in place of the one it had. */
export function withSection(text: string, run: Run): string {
  const [, ...parts] = text.split(/^## /m);
  const sections = new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n')).trim()]));
  sections.set(TITLES[run.size], section(run));
  const inOrder = Object.values(TITLES).flatMap((title) => (sections.has(title) ? [`## ${title}\n\n${sections.get(title)}\n`] : []));
  return [HEAD, ...inOrder].join('\n');
}

function section({ began, tookMs, rows, pace, mail, seeds, beds, outcomes, missing }: Run): string {
  const { expected, lost, unexpected, doubled, late } = all(outcomes);
  const wrong = outcomes.filter((outcome) => faultsOf(outcome).length > 0);
  const [cpu] = cpus();
  const lines = [...Map.groupBy(outcomes, ({ part, name }) => part ?? name)].map(([name, of]) => line(name, of));
  const how = `${pace === 'fast' ? 'a far end that keeps nobody waiting' : 'relays of 10 ms a message, accounts of 500 SMS a second'}, e-mails ${mail === 'grouped' ? `in groups of ${OF_AN_ENVELOPE.grouped}` : 'one by one'}`;
  return `- machine: ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, shared with other work; installations side by side: ${beds}
- began ${began.toISOString()}, took ${Math.round(tookMs / 60_000)} min; ${rows} messages or more to a bulletin; ${how}; seeds ${seeds.join(', ')}
- scenarios: ${outcomes.length}, of them ${wrong.length} with a fault; ${missing} not played or without an end
- messages expected: ${expected}; lost ${lost}; unexpected ${unexpected}; doubled ${doubled}; late ${late}

${row(COLUMNS)}
${row(COLUMNS.map(() => '---'))}
${lines.join('\n')}
${wrong.map((outcome) => `\n- **${outcome.name}**: ${faultsOf(outcome).join('; ')}`).join('')}`.trim();
}

function line(name: string, of: readonly Outcome[]): string {
  const both = all(of);
  const byChannel = (count: (one: Outcome, channel: FarChannel) => number): string => {
    const counts = CHANNELS.map((channel) => [channel, of.reduce((total, one) => total + count(one, channel), 0)] as const);
    return counts.flatMap(([channel, many]) => (many === 0 ? [] : [`${NAMES[channel]} ${many}`])).join(', ') || '0';
  };
  const doubled = byChannel((one, channel) => one[channel].doubled);
  const allowed = byChannel((one, channel) => one.allowed[channel]);
  const last = seconds(Math.max(...of.map(({ lastMs }) => lastMs)));
  const note = of.length === 1 ? (of[0]?.note ?? '') : '';
  return row([name, of.length, both.expected, both.lost, both.unexpected, doubled, allowed, both.late, last, note]);
}
