import type { ReactNode } from 'react';
import { useProblemWords } from '../api/problem-words.ts';
import { Button, Notice } from '../ui/index.ts';

/** A form whose button is busy while it is under way, and above it why it was refused. */
export function StepForm(given: {
  readonly title: string;
  /** `h2` where it is a part of a page; default `h1`. */
  readonly heading?: 'h1' | 'h2';
  readonly error: unknown;
  readonly busy: boolean;
  readonly act: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) {
  const words = useProblemWords(given.error);
  const { heading: Heading = 'h1' } = given;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!given.busy) given.onSubmit();
      }}
    >
      <Heading>{given.title}</Heading>
      {words !== null && (
        <Notice tone="bad" role="alert">
          {words}
        </Notice>
      )}
      {given.children}
      <Button kind="main" size="big" type="submit" busy={given.busy}>
        {given.act}
      </Button>
    </form>
  );
}
