import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  coverageTable,
  type Database,
  DataDirLocked,
  ledgerExportTable,
  migrate,
  openPglite,
  openPostgres,
  reportsTable,
  SqlError,
  supplyRecordsTable,
} from '@loa/adapters/postgres';
import { status } from '@loa/domain/bulletin';
import { address, ConfigError, pageHtml, readConfig } from '@loa/runtime';
import { z } from 'zod';
import { reportPage } from './page/report-page.ts';
import { readReport } from './read-report.ts';

const USAGE = 'usage: npm run report -- EVENT [--language vi|en] [--status Actual|Exercise|Test] [--warning ID] [--out FILE]';

const config = z.object({
  /** Absent: the embedded database of the data directory, which must not be running. */
  DATABASE_URL: address('postgres', 'postgresql').optional(),
  LOA_DATA_DIR: z.string().default('./data'),
});

const given = z.object({
  event: z.string().max(200).optional(),
  language: z.enum(['vi', 'en'], 'expected vi or en').default('vi'),
  status: status.optional(),
  warning: z.string().max(100).optional(),
  out: z.string().optional(),
});

/** Something that a person can put right; its message is for them. */
class ReportRefused extends Error {
  override readonly name = 'ReportRefused';
  readonly code = 'report-refused';
}

try {
  await run();
} catch (error) {
  const known = error instanceof ReportRefused || error instanceof ConfigError || error instanceof SqlError;
  if (!known) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const wanted = readArguments();
  const db = await openDatabase(wanted.event);
  try {
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
    if (report === null) throw new ReportRefused(`no such warning of an event "${event}" has been issued; without an event all are listed`);
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
    throw new ReportRefused(`${why}\n${USAGE}`, { cause: error });
  }
}

async function openDatabase(event: string | undefined): Promise<Database> {
  const { DATABASE_URL: url, LOA_DATA_DIR: dataDir } = readConfig(config, process.env);
  if (url === undefined && !existsSync(join(dataDir, 'postgres')))
    throw new ReportRefused(`there is no database in ${dataDir}; name another directory by LOA_DATA_DIR, or a PostgreSQL by DATABASE_URL`);
  try {
    const db = await (url === undefined
      ? openPglite({ dataDir: join(dataDir, 'postgres') })
      : openPostgres({ url: url.reveal(), name: 'report', max: 1 }));
    await migrate(db);
    return db;
  } catch (error) {
    if (!(error instanceof DataDirLocked)) throw error;
    const path = event === undefined ? '/reports' : `/reports/${encodeURIComponent(event)}`;
    throw new ReportRefused(
      `a running Loa has the database in ${dataDir}, and an embedded database serves one process. The same report is a page of it: ${path} on the address ` +
        'where it listens (http://127.0.0.1:8080 unless LOA_PORT says otherwise), for operators and forecasters. Or stop it first.',
      { cause: error },
    );
  }
}
