import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { coverageTable, ledgerExportTable, migrate, reportsTable, SqlError, supplyRecordsTable } from '@loa/adapters/postgres';
import { status } from '@loa/domain/bulletin';
import { ConfigError, pageHtml } from '@loa/runtime';
import { z } from 'zod';
import { CommandRefused, openInstalled } from '../open-installed.ts';
import { reportPage } from './page/report-page.ts';
import { readReport } from './read-report.ts';

const USAGE = 'usage: npm run report -- EVENT [--language vi|en] [--status Actual|Exercise|Test] [--warning ID] [--out FILE]';

const given = z.object({
  event: z.string().max(200).optional(),
  language: z.enum(['vi', 'en'], 'expected vi or en').default('vi'),
  status: status.optional(),
  warning: z.string().max(100).optional(),
  out: z.string().optional(),
});

try {
  await run();
} catch (error) {
  const known = error instanceof CommandRefused || error instanceof ConfigError || error instanceof SqlError;
  if (!known) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const wanted = readArguments();
  const path = wanted.event === undefined ? '/reports' : `/reports/${encodeURIComponent(wanted.event)}`;
  const db = await openInstalled({ name: 'report', meanwhile: `Operators and forecasters see the same on the page ${path}` });
  try {
    await migrate(db);
    const reports = reportsTable(db);
    if (wanted.event === undefined) {
      const known = (await reports.events(50)).map(
        (one) => `  ${one.eventId}  ${one.status}, ${one.warnings} warnings, last ${one.lastIssuedAt}\n`,
      );
      process.stdout.write(
        `${USAGE}\n${known.length === 0 ? 'no warning has been issued yet\n' : `events, the newest first:\n${known.join('')}`}`,
      );
      return;
    }
    const { event, language, out = `report-${event.replaceAll(/[^\w.-]/g, '_')}.html` } = wanted;
    const ports = { reports, coverage: coverageTable(db), ledgerExport: ledgerExportTable(db), supplyRecords: supplyRecordsTable(db) };
    const report = await readReport(ports, { event, status: wanted.status, warning: wanted.warning }, new Date());
    if (report === null)
      throw new CommandRefused(`no such warning of an event "${event}" has been issued; without an event all are listed`);
    writeFileSync(out, pageHtml(reportPage(report, language, null)));
    process.stdout.write(
      `${out}: ${report.warnings.length} warnings, ${report.deliveries.deliveries} deliveries, status ${report.status}\n`,
    );
  } finally {
    await db.close();
  }
}

function readArguments() {
  const one = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { language: one, status: one, warning: one, out: one } });
    return given.parse({ event: positionals[0], ...values });
  } catch (error) {
    const why =
      error instanceof z.ZodError ? error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n') : String(error);
    throw new CommandRefused(`${why}\n${USAGE}`, { cause: error });
  }
}
