import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { enginesMissing } from './engines-missing.ts';
import { matrix } from './matrix.ts';
import { report } from './report.ts';
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
    /** `all` or, as the tests play it, `short`. */
    size: { type: 'string', default: 'all' },
    /** Comma-separated; each draws its own moments and passes. */
    seeds: { type: 'string', default: '20251106' },
    /** Only scenarios whose name holds this text. The report docs/faults.md is written of all of them. */
    only: { type: 'string' },
    beds: { type: 'string', default: '2' },
    /** Where the report of just these scenarios is written. */
    report: { type: 'string' },
    /** Where each bed's logs are written, per worker. */
    logs: { type: 'string' },
  },
});
const rows = Number(values.rows);
const seeds = values.seeds.split(',').map(Number);
const { points, moments } = matrix(values.size === 'short' ? 'short' : 'all', seeds);
const wanted = [...points, ...moments].filter(({ name }) => name.includes(values.only ?? ''));
const waiting = [...wanted];
const outcomes = new Map<Scenario, Outcome>();

async function work(nth: number): Promise<void> {
  const bed = await testBed(rows);
  try {
    for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
      try {
        const outcome = await play(scenario, bed);
        outcomes.set(scenario, outcome);
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
const began = new Date();
const beds = Array.from({ length: Math.min(Number(values.beds), wanted.length) }, (_, nth) => work(nth));
await Promise.all(beds);

const played = wanted.flatMap((scenario) => outcomes.get(scenario) ?? []);
const wrong = played.filter((outcome) => faultsOf(outcome).length > 0);
const whole = values.only === undefined && values.size === 'all' ? join(import.meta.dirname, '../../docs/faults.md') : undefined;
const reportFile = values.report ?? whole;
if (reportFile !== undefined) {
  const text = report({
    began,
    tookMs: Date.now() - began.getTime(),
    rows,
    seeds,
    beds: beds.length,
    outcomes: played,
    missing: wanted.length - played.length,
  });
  writeFileSync(reportFile, text);
}
process.stdout.write(`${played.length - wrong.length} of ${wanted.length} scenarios as expected\n`);
process.exit(wrong.length === 0 && played.length === wanted.length ? 0 : 1);
