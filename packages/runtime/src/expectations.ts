import type { z } from 'zod';

/** One thing that is wrong with an input: where, and what is expected there. Never the value that was given. */
export interface Expectation {
  /** Dotted: `areas.0.window.to`; empty for the whole input. */
  readonly path: string;
  readonly expected: string;
}

type Issue = z.core.$ZodIssue;

/** What a refused input should have been, one entry per field, in the order of the schema. */
export function expectations(error: z.ZodError): Expectation[] {
  return error.issues.flatMap((issue) => ofIssue(issue, []));
}

function ofIssue(issue: Issue, above: readonly PropertyKey[]): Expectation[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: dotted([...path, key]), expected: 'no such field' }));
  }
  if (issue.code === 'invalid_union') {
    const branch = nearest(issue.errors);
    if (branch !== undefined) return branch.flatMap((inner) => ofIssue(inner, path));
  }
  return [{ path: dotted(path), expected: inWords(issue) }];
}

/** The branch of a union that the input came closest to: the one that fails deepest, then with the fewest faults. */
function nearest(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const depth = (branch: readonly Issue[]): number => Math.min(...branch.map((issue) => issue.path.length));
  return branches.filter((branch) => branch.length > 0).toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
}

function inWords(issue: Issue): string {
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  return issue.message.replace(/^(?:[A-Z][a-z ]*: )?expected /, '').replace(/, received .*$/s, '');
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
