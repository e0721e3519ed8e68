import { useLanguage, useTexts } from '../shell/language.ts';
import { Link } from '../shell/router.tsx';
import { titleOf } from './format.ts';
import { useLive } from './live.ts';
import { WALL_TEXTS } from './texts.ts';

/** A warning as people call it, an exercise marked as one; by its id alone where it is no longer in force. */
export function WarningName({ id }: { readonly id: string }) {
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const one = useLive().warnings.get(id);
  if (one === undefined) return id;
  return (
    <>
      {one.status === 'Exercise' && (
        <>
          <span className="wall-exercise">{words.exercise}</span>{' '}
        </>
      )}
      {titleOf(one, language)} ({id})
    </>
  );
}

/** {@link WarningName} that leads to whom to telephone about it. */
export const WarningLink = ({ id }: { readonly id: string }) => (
  <Link to={`/wall/calls/${id}`}>
    <WarningName id={id} />
  </Link>
);
