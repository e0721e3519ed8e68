import { useState } from 'react';
import { inLanguage, useLanguage } from '../shell/language.ts';
import { navigate } from '../shell/router.tsx';
import { useSession } from '../shell/session.ts';
import { Button, Dialog, LevelBadge } from '../ui/index.ts';
import { eventOf, hazardOf, timeOf } from './format.ts';
import { type LiveWarning, useLive } from './live.ts';
import { WALL_TEXTS } from './texts.ts';

const KEPT = 'loa-real-seen';
/**
 * Real warnings that were seen on this screen. Null: nobody has looked here yet. Kept with the screen, since a page is loaded anew after a
 * report was read: what came in the meantime still has to interrupt.
 */
let seen: ReadonlySet<string> | null = keptIds();
let exercisedAt: number | null = null;
/** An exercise that ended a moment ago is still in people's heads. */
const AFTERGLOW_MS = 15 * 60_000;

/**
 * What is real and new while an exercise runs: it stands before everything else until somebody has read it. `me`: who sits here, and
 * need not be told what they have sent themselves.
 */
function fresh(warnings: readonly LiveWarning[], me: string | null): LiveWarning[] {
  const drills = warnings.filter((one) => one.status === 'Exercise' && one.recalledAt === null);
  if (drills.length > 0) exercisedAt = Date.now();
  const real = warnings.filter((one) => one.status === 'Actual' && one.recalledAt === null);
  const isNear = exercisedAt !== null && Date.now() - exercisedAt < AFTERGLOW_MS;
  if (!isNear) {
    see(real);
    return [];
  }
  // A screen that opens in the middle of an exercise is told what came since that began.
  const began = drills.map((one) => one.beganAt).toSorted()[0];
  if (seen === null) see(real.filter((one) => began === undefined || one.issuedAt <= began));
  return real.filter((one) => seen?.has(one.id) !== true && (me === null || one.sentBy !== me));
}

function keptIds(): ReadonlySet<string> | null {
  try {
    const kept = sessionStorage.getItem(KEPT);
    return kept === null ? null : new Set(kept.split(' '));
  } catch {
    return null;
  }
}

function see(real: readonly LiveWarning[]): void {
  const all = new Set([...(seen ?? []), ...real.map((one) => one.id)]);
  if (seen?.size === all.size) return;
  seen = all;
  try {
    sessionStorage.setItem(KEPT, [...all].join(' '));
  } catch {
    // Without storage it is known as long as the page stands.
  }
}

/** A real warning during an exercise interrupts it, on every page. */
export function Interruption() {
  const { at, warnings } = useLive();
  const { data: session } = useSession();
  const language = useLanguage();
  const texts = inLanguage(WALL_TEXTS, language);
  const [, readAgain] = useState(0);
  if (at === null) return null;
  const found = fresh([...warnings.values()], session?.step === 'done' ? session.name : null);
  const [one] = found;
  if (one === undefined) return null;
  const put = (): void => {
    see(found);
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
            <LevelBadge level={each.level} /> <strong>{eventOf(each, language)}</strong>
            {each.event !== null && ` · ${hazardOf(each, language)}`} · {each.issuerName ?? each.issuer} · {timeOf(each.issuedAt)}
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
