import type { Clock } from '@loa/runtime';

/** What `look` answers to a question, the same to whoever asks it within `ms`; what failed is asked anew. */
export function keptFor<Question extends string, Answer>(
  ms: number,
  clock: Clock,
  look: (question: Question, at: string) => Promise<Answer>,
): (question: Question) => Promise<Answer> {
  const kept = new Map<Question, { readonly at: number; readonly answer: Promise<Answer> }>();
  return (question) => {
    const now = clock.now();
    const known = kept.get(question);
    if (known !== undefined && now.getTime() - known.at < ms) return known.answer;
    const answer = look(question, now.toISOString());
    kept.set(question, { at: now.getTime(), answer });
    answer.catch(() => kept.delete(question));
    return answer;
  };
}
