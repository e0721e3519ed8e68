import { cpus, totalmem } from 'node:os';
import { LATE_MS } from './arrived.ts';
import { faultsOf, type Outcome } from './scenario.ts';
import { sum } from './tally.ts';

export interface Run {
  readonly began: Date;
  readonly tookMs: number;
  readonly rows: number;
  readonly seeds: readonly number[];
  /** Installations that played side by side on the machine. */
  readonly beds: number;
  readonly outcomes: readonly Outcome[];
  /** Scenarios that came to no end. */
  readonly missing: number;
}

const COLUMNS = ['scenario', 'expected', 'lost', 'unexpected', 'doubled e-mail / SMS', 'allowed', 'late', 'last after', 'at the fault'];
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** docs/faults.md. */
export function report({ began, tookMs, rows, seeds, beds, outcomes, missing }: Run): string {
  const all = sum(outcomes.flatMap(({ email, sms }) => [email, sms]));
  const wrong = outcomes.filter((outcome) => faultsOf(outcome).length > 0).length;
  const [cpu] = cpus();
  return `# Faults

Written by \`npm run faults\`. Every process of an installation runs by itself on Kafka, Redis and PostgreSQL; messages are counted at the far end,
an SMTP server and a stand-in for Twilio's API that outlive whatever is killed.

- machine: ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}; ${beds} installations side by side
- began ${began.toISOString()}, took ${Math.round(tookMs / 60_000)} min; ${rows} messages or more to a bulletin; seeds ${seeds.join(', ')}
- scenarios: ${outcomes.length}, of them ${wrong} with a fault; ${missing} came to no end
- messages expected: ${all.expected}; lost ${all.lost}; unexpected ${all.unexpected}; doubled ${all.doubled}; late ${all.late}

**Doubled** counts messages beyond the first to an address. **Allowed** is the window: one e-mail per connection of each sender killed (8), and no SMS,
because what may have been sent is looked up at the provider first. **Late** is what arrived later than ${LATE_MS / 1_000} s after its bulletin was first
given to intake, with the machine as busy as it was; it is told and not judged. **Last after** is the time from the first bulletin's being given to the
last message.

${row(COLUMNS)}
${row(COLUMNS.map(() => '---'))}
${outcomes.map(line).join('\n')}
`;
}

function line(outcome: Outcome): string {
  const { name, email, sms, allowed, lastMs, note } = outcome;
  const both = sum([email, sms]);
  const doubled = `${email.doubled} / ${sms.doubled}`;
  return row([
    name,
    both.expected,
    both.lost,
    both.unexpected,
    doubled,
    `${allowed.email} / ${allowed.sms}`,
    both.late,
    seconds(lastMs),
    note,
  ]);
}
