import { useState } from 'react';
import { inLanguage, useLanguage } from '../shell/language.ts';
import { navigate } from '../shell/router.tsx';
import { Button, Dialog, LevelBadge } from '../ui/index.ts';
import { eventOf, hazardOf, timeOf } from './format.ts';
import { type LiveWarning, useLive } from './live.ts';
import { WALL_TEXTS } from './texts.ts';

const seen = new Set<string>();
let exercisedAt: number | null = null;
/** An exercise that ended a moment ago is still in people's heads. */
const AFTERGLOW_MS = 15 * 60_000;

/** What is real and new while an exercise runs: it stands before everything else until somebody has read it. */
function fresh(warnings: readonly LiveWarning[], isFirst: boolean): LiveWarning[] {
  const isExercise = warnings.some((one) => one.status === 'Exercise' && one.recalledAt === null);
  if (isExercise) exercisedAt = Date.now();
  const real = warnings.filter((one) => one.status === 'Actual' && one.recalledAt === null);
  const isNear = exercisedAt !== null && Date.now() - exercisedAt < AFTERGLOW_MS;
  if (isFirst || !isNear) for (const one of real) seen.add(one.id);
  return isNear ? real.filter((one) => !seen.has(one.id)) : [];
}

let hasLooked = false;

/** A real warning during an exercise interrupts it, on every page. */
export function Interruption() {
  const { at, warnings } = useLive();
  const language = useLanguage();
  const texts = inLanguage(WALL_TEXTS, language);
  const [, readAgain] = useState(0);
  if (at === null) return null;
  const found = fresh([...warnings.values()], !hasLooked);
  hasLooked = true;
  const [one] = found;
  if (one === undefined) return null;
  const put = (): void => {
    for (const each of found) seen.add(each.id);
    readAgain((n) => n + 1);
  };
  return (
    <Dialog title={texts.realTitle} onClose={put}>
      <div className="wall-real stack">
        <p>
          <strong>{texts.realWords}</strong>
        </p>
        {found.map((each) => (
          <p key={each.id}>
            <LevelBadge level={each.level} /> <strong>{eventOf(each, language)}</strong> · {hazardOf(each, language)} ·{' '}
            {each.issuerName ?? each.issuer} · {timeOf(each.issuedAt)}
          </p>
        ))}
      </div>
      <div className="dialog-acts">
        <Button onClick={put}>{texts.realRead}</Button>
        <Button
          kind="danger"
          size="big"
          onClick={() => {
            put();
            navigate(`/wall/warnings/${one.id}`);
          }}
        >
          {texts.realOpen}
        </Button>
      </div>
    </Dialog>
  );
}
