import { statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';
import { listsTable } from '@loa/adapters/postgres';
import { openRegistry } from '../open-registry.ts';
import { progressBar } from '../progress-bar.ts';
import { CommandRefused, runCommand } from '../run-command.ts';
import { importList } from './import-list.ts';

const USAGE = 'usage: npm run import -- FILE [--list NAME] [--wording VERSION] [--rejects FILE]';

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { list: { type: 'string' }, wording: { type: 'string', default: 'by-holder-of-list' }, rejects: { type: 'string' } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new CommandRefused(USAGE);
  const list = values.list ?? basename(file, extname(file));
  const rejects = values.rejects ?? `${file}.rejects.csv`;
  const { db, addresses } = await openRegistry(process.env);
  const bar = progressBar(`importing ${list}`, statSync(file, { throwIfNoEntry: false })?.size ?? 0, process.stderr);
  const began = performance.now();
  try {
    const { line, counts } = await importList(listsTable(db, addresses), {
      ...{ file, list, rejects, wording: values.wording, now: () => new Date() },
      onProgress: (progress) => bar.at(progress.bytes, inWords(progress.counts)),
    });
    bar.stop();
    const seconds = (performance.now() - began) / 1_000;
    const left = Object.entries(counts).some(([name]) => !['added', 'changed', 'unchanged'].includes(name));
    process.stdout.write(`${line} lines in ${seconds.toFixed(1)} s: ${inWords(counts)}${left ? `; what was not taken: ${rejects}` : ''}\n`);
  } finally {
    bar.stop();
    await db.close();
  }
});

function inWords(counts: Readonly<Record<string, number>>): string {
  const words = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return words.length === 0 ? 'nothing' : words.join(', ');
}
