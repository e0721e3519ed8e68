import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take minutes, the longest first. */
const LONGEST = [
  'tests/faults/points.test.ts',
  'tests/bench/bench.test.ts',
  'tests/faults/moments.test.ts',
  'tests/e2e/season-real.test.ts',
];

/** Large files go first where nothing is known of their times, as on a fresh clone. The longest tests are small files: one of them was left alone at the end. */
export class LongestFirst extends BaseSequencer {
  /** The files of each project in the order in which they begin. */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((path) => moduleId.endsWith(path));
      return at === -1 ? LONGEST.length : at;
    };
    const projects = [...new Set(sorted.map(({ project }) => project))];
    return projects.flatMap((project) => sorted.filter((one) => one.project === project).toSorted((a, b) => rank(a) - rank(b)));
  }
}
