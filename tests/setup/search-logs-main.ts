import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { leaksIn, linesByService } from './search-logs.ts';

/*
 * The last test of a run: no log line of it holds an address, a phone number or a name. `search-logs-main.ts FOLDER [--every-service]`;
 * with the flag each service must have written something, or the search has searched nothing. Exit status 1 names what was found.
 */
const SERVICES = ['intake', 'classifier', 'deduplicator', 'fanout', 'sender', 'sweeper', 'receipts', 'feeds', 'console', 'loa'];
/** Names that tests give to issuers. */
const NAMES = ['Trung tâm Dự báo', 'National centre'];
const SHOWN = 20;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'every-service': { type: 'boolean', default: false } } });
const folder = positionals[0] ?? '';
const files = readdirSync(folder).filter((file) => file.endsWith('.log'));
const counts = new Map<string, number>();
const leaks: string[] = [];
for (const file of files) {
  const text = readFileSync(join(folder, file), 'utf8');
  for (const [service, count] of linesByService(text)) counts.set(service, (counts.get(service) ?? 0) + count);
  for (const leak of leaksIn(text, NAMES)) leaks.push(`${file}:${leak.line} holds ${leak.what}: ${leak.text}`);
}
const silent = values['every-service'] ? SERVICES.filter((service) => !counts.has(service)) : [];
const lines = [...counts.values()].reduce((sum, count) => sum + count, 0);
console.log(
  `logs of the run: ${files.length} files, ${lines} lines of ${counts.size} services, ${leaks.length} that hold what no log may hold`,
);
for (const leak of leaks.slice(0, SHOWN)) console.error(leak);
if (silent.length > 0) console.error(`no line was collected from: ${silent.join(', ')}`);
process.exit(leaks.length === 0 && silent.length === 0 ? 0 : 1);
