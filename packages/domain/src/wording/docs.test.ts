import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TABLES } from './index.ts';
import { smsTemplates } from './sms-templates.ts';
import { VI_UNACCENTED } from './table/unaccented.ts';

test('docs/wording.md prints the SMS templates as they are registered', () => {
  const page = readFileSync(new URL('../../../../docs/wording.md', import.meta.url), 'utf8');
  const printed = page.split('```text\n')[1]?.split('```')[0];
  const templates = [...TABLES, VI_UNACCENTED].flatMap(smsTemplates).map(({ name, text }) => `${name}\n  ${text}\n`);
  expect(printed).toBe(templates.join('\n'));
  const slots = Object.assign({}, ...smsTemplates(TABLES[0] ?? VI_UNACCENTED).map((one) => one.slots)) as Record<string, number>;
  for (const [slot, length] of Object.entries(slots)) expect(page).toContain(`\`{${slot}}\` ${String(length)}`);
});
