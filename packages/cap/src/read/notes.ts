import type { Finding } from '../finding.ts';

const MOST = 500;

/** What is noticed while a document is read. */
export interface Notes {
  readonly add: (element: string, rule: string, says: string) => void;
  /** At most 500, and then one that counts the rest: a hostile document has a finding per byte. */
  readonly all: (more?: readonly Finding[]) => readonly Finding[];
}

export function takeNotes(): Notes {
  const kept: Finding[] = [];
  let left = 0;
  return {
    add: (element, rule, says) => {
      if (kept.length < MOST) kept.push({ element, rule, says });
      else left += 1;
    },
    all: (more = []) => {
      const found = [...kept, ...more].slice(0, MOST);
      const rest = left + kept.length + more.length - found.length;
      return rest === 0 ? found : [...found, { element: '', rule: 'more-findings', says: `${rest} findings more are not listed` }];
    },
  };
}
