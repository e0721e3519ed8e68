import type { Finding } from '../finding.ts';

/** Where below its subject a rule is broken (empty: the subject itself), and how, in a sentence. */
export interface Broken {
  readonly at: string;
  readonly says: string;
  /** Where one test tells several rules apart. */
  readonly rule?: string;
}

/** One rule about one kind of subject. */
export interface Rule<Subject> {
  /** Short and stable: `polygon-not-closed`. */
  readonly rule: string;
  /** `CAP 3.2.1`, or the guide or profile that asks for it. */
  readonly source: string;
  /** `emitted`: asked of what Loa sends; a foreign message may do without. */
  readonly of: 'every message' | 'emitted';
  readonly breaks: (subject: Subject) => readonly Broken[];
}

/** Asks every rule about a subject that stands at a path. */
export function evaluate<Subject>(rules: readonly Rule<Subject>[], subject: Subject, path: string, strict: boolean): Finding[] {
  return rules
    .filter((rule) => strict || rule.of === 'every message')
    .flatMap((rule) =>
      rule.breaks(subject).map((broken) => ({
        element: [path, broken.at].filter((one) => one !== '').join('.'),
        rule: broken.rule ?? rule.rule,
        says: `${broken.says} (${rule.source})`,
      })),
    );
}

/** Paths of the members of a repeated element. */
export const each = <T>(name: string, members: readonly T[]): [string, T][] => members.map((one, at) => [`${name}[${at}]`, one]);
