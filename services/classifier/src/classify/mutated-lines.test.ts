import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BadLine, classifyLine } from './classify-line.ts';

const lines = readFileSync(new URL('../../fixtures/bulletins-public.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');
type Node = Record<string, unknown>;

/** Every object and list inside a value. */
const nodesOf = (value: unknown): Node[] =>
  typeof value === 'object' && value !== null ? [value as Node, ...Object.values(value).flatMap(nodesOf)] : [];

const broken = fc.constantFrom<unknown>(null, -1e9, 1e9, 0.5, '', 'x', 'toàn bộ bản tin', [], [1], [3, 1], {}, true, [null], 'BD3');
const mutation = fc.record({ line: fc.nat(lines.length - 1), node: fc.nat(), key: fc.nat(), value: fc.option(broken, { nil: undefined }) });

test('2,000 lines with a field missing or broken give rows with a reason, or an error that names the field', () => {
  fc.assert(
    fc.property(mutation, ({ line, node, key, value }) => {
      const record = JSON.parse(lines[line]!) as Node;
      const nodes = nodesOf(record);
      const at = nodes[node % nodes.length]!;
      const keys = Object.keys(at);
      const name = keys[key % Math.max(1, keys.length)];
      if (name === undefined) return;
      if (value === undefined) Reflect.deleteProperty(at, name);
      else at[name] = value;
      try {
        for (const row of classifyLine(JSON.stringify(record)))
          expect([row.reason === '', row.computed === null]).toEqual([false, row.clause === null]);
      } catch (error) {
        expect(error).toBeInstanceOf(BadLine);
        expect((error as BadLine).path).not.toBe('');
      }
    }),
    { numRuns: 2_000, seed: 1821 },
  );
});
