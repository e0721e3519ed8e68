import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { BadLine, classifyLine, type Row } from './classify-line.ts';
import { asMarkdown } from './markdown.ts';
import { asJson, asText } from './print.ts';

const USAGE = 'usage: npm run classify -- FILE [--json | --markdown]';
const stop = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const { file, form } = readArguments();
const rows: Row[] = [];
for (const [index, line] of textOf(file).split('\n').entries()) {
  if (line.trim() === '') continue;
  try {
    rows.push(...classifyLine(line));
  } catch (error) {
    if (!(error instanceof BadLine)) throw error;
    process.stderr.write(`line ${String(index + 1)}: ${error.path === '' ? '' : `${error.path}: `}${error.message}\n`);
    process.exitCode = 1;
  }
}
process.stdout.write(form === 'json' ? asJson(rows) : form === 'markdown' ? asMarkdown(rows) : asText(rows));

function readArguments(): { file: string; form: 'text' | 'json' | 'markdown' } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, markdown: { type: 'boolean', default: false } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0 || (values.json && values.markdown)) return stop(USAGE);
    return { file, form: values.json ? 'json' : values.markdown ? 'markdown' : 'text' };
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : ''}\n${USAGE}`);
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    return stop(`${path} cannot be read: ${error instanceof Error ? error.message : ''}`);
  }
}
