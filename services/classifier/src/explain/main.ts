import { parseArgs } from 'node:util';
import { hazard, hazardIds } from '@loa/domain/bulletin';
import { RULEBOOKS, rulebookOf } from '@loa/domain/risk';
import { explain } from './explain.ts';
import { rulebookPage } from './rulebook-page.ts';

const stop = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};
const USAGE = `usage: npm run explain -- HAZARD, or -- --markdown for all\nhazards: ${hazardIds.join(', ')}`;

process.stdout.write(answer());

function answer(): string {
  const { markdown, name } = readArguments();
  if (markdown) return rulebookPage(RULEBOOKS);
  const parsed = hazard.safeParse(name);
  if (!parsed.success) return stop(name === undefined ? USAGE : `"${name}" is an unknown hazard; expected one of: ${hazardIds.join(', ')}`);
  const rulebook = rulebookOf('VN', new Date().toISOString());
  return rulebook === undefined
    ? stop('no rulebook is in force')
    : `${rulebook.title.vi}\n${rulebook.title.en}\n\n${explain(rulebook, parsed.data)}\n`;
}

function readArguments(): { markdown: boolean; name: string | undefined } {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { markdown: { type: 'boolean', default: false } } });
    return { markdown: values.markdown, name: positionals[0] };
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : ''}\n${USAGE}`);
  }
}
