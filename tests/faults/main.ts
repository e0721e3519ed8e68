import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { enginesMissing } from './engines-missing.ts';
import { scenariosOf } from './matrix.ts';
import { type Size, TITLES, withSection } from './report.ts';
import { faultsOf, lineOf, type Outcome, play, type Scenario } from './scenario.ts';
import { testBed } from './test-bed.ts';

/*
 * The full matrix: every fault by itself. Scenarios are taken from one list by several beds side by side, for most of a scenario's time is
 * a killed consumer's session running out. Exit status 1 if anything was lost, unexpected, or doubled beyond its window.
 */
const { values } = parseArgs({
  options: {
    /** Messages of a bulletin, at least. */
    rows: { type: 'string', default: '2000' },
    /** `all`; as the tests play it, `short`; or a part of it for large bulletins: `kills`, `recall`, `ill`, `joining`. */
    size: { type: 'string', default: 'all' },
    /** Comma-separated; each draws its own moments and passes. */
    seeds: { type: 'string', default: '20251106' },
    /** Only scenarios whose name holds this text. */
    only: { type: 'string' },
    beds: { type: 'string', default: '2' },
    /** `usual`; `fast` for sizes at which that takes hours: the far end keeps nobody waiting. */
    pace: { type: 'string', default: 'usual' },
    /** `personal`, or `grouped`: a hundred recipients to an envelope, and nine people of ten told by that alone. */
    mail: { type: 'string', default: 'personal' },
    /** Where the section of these scenarios is written; absent: into docs/faults.md, unless only some are played. */
    report: { type: 'string' },
    /** Where each bed's logs are written, per worker. */
    logs: { type: 'string' },
  },
});
const rows = Number(values.rows);
const seeds = values.seeds.split(',').map(Number);
const size = oneOf('size', values.size, Object.keys(TITLES) as Size[]);
const pace = oneOf('pace', values.pace, ['usual', 'fast'] as const);
const mail = oneOf('mail', values.mail, ['personal', 'grouped'] as const);
const wanted = scenariosOf(size, seeds).filter(({ name }) => name.includes(values.only ?? ''));
const whole = values.only === undefined && size !== 'short' ? join(import.meta.dirname, '../../docs/faults.md') : undefined;
const reportFile = values.report ?? whole;
const beds = Math.min(Number(values.beds), wanted.length);
const began = new Date();
const waiting = [...wanted];
const outcomes = new Map<Scenario, Outcome>();

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new RangeError(`--${name}: expected ${allowed.join(', ')}`);
  return found;
}

const told = (): Outcome[] => wanted.flatMap((scenario) => outcomes.get(scenario) ?? []);

/** After each scenario, so that a run that is broken off has said what it saw. */
function write(): void {
  if (reportFile === undefined) return;
  const before = existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : '';
  const run = { size, rows, pace, mail, began, seeds, beds, outcomes: told(), missing: wanted.length - outcomes.size };
  writeFileSync(reportFile, withSection(before, { ...run, tookMs: Date.now() - began.getTime() }));
}

async function work(nth: number): Promise<void> {
  const bed = await testBed({ rows, pace, mail });
  try {
    for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
      try {
        const outcome = await play(scenario, bed);
        outcomes.set(scenario, outcome);
        write();
        process.stdout.write(`${outcomes.size}/${wanted.length} ${lineOf(outcome)}`);
      } catch (error) {
        process.stderr.write(`${inspect(error)}\n`);
      }
    }
  } finally {
    if (values.logs !== undefined) {
      mkdirSync(values.logs, { recursive: true });
      for (const [name, worker] of Object.entries(bed.workers)) writeFileSync(join(values.logs, `${nth}-${name}.log`), worker.log());
    }
    await bed.stop();
  }
}

if (await enginesMissing()) process.exit(1);
if (wanted.length === 0) throw new RangeError('no scenario has such a name');
await Promise.all(Array.from({ length: beds }, (_, nth) => work(nth)));

const played = told();
const wrong = played.filter((outcome) => faultsOf(outcome).length > 0);
process.stdout.write(`${played.length - wrong.length} of ${wanted.length} scenarios as expected\n`);
process.exit(wrong.length === 0 && played.length === wanted.length ? 0 : 1);
