import { memo, useMemo, useState } from 'react';
import { type Language, useLanguage, useTexts } from '../shell/language.ts';
import { Link } from '../shell/router.tsx';
import { Badge, Button, LevelBadge, Progress, TextField } from '../ui/index.ts';
import { channelName, hazardOf, numberOf, timeOf, titleOf } from './format.ts';
import { HOME_TEXTS } from './home-texts.ts';
import { type LiveWarning, useLive } from './live.ts';
import { RecallDialog } from './recall-dialog.tsx';
import { WALL_TEXTS } from './texts.ts';

/** So many at once: a wall is read, not scrolled; the rest is found by typing. */
const SHOWN = 40;

const waits = ({ channels }: LiveWarning): number => channels.reduce((sum, one) => sum + one.waiting, 0);
/** Open recalls first, then what has most on its way, then the highest level. */
const inOrder = (one: LiveWarning, other: LiveWarning): number =>
  Number(other.recalledAt !== null) - Number(one.recalledAt !== null) ||
  waits(other) - waits(one) ||
  (other.level ?? 0) - (one.level ?? 0) ||
  other.number - one.number;

/** Warnings in force with their progress, and their recall. */
export function WarningList() {
  const texts = useTexts(HOME_TEXTS);
  const language = useLanguage();
  const { warnings, held } = useLive();
  const [find, setFind] = useState('');
  const [recalling, setRecalling] = useState<string | null>(null);
  const found = useMemo(() => {
    const wanted = find.trim().toLowerCase();
    const all = [...warnings.values()].toSorted(inOrder);
    if (wanted === '') return all;
    return all.filter((one) => `${one.id} ${titleOf(one, language)} ${one.issuerName ?? one.issuer}`.toLowerCase().includes(wanted));
  }, [warnings, find, language]);
  const isHeld = new Set(held.map((one) => one.warning));
  const asked = recalling === null ? undefined : warnings.get(recalling);
  return (
    <section className="stack" aria-labelledby="wall-warnings">
      <h2 id="wall-warnings">{texts.warnings}</h2>
      {warnings.size > 8 && (
        <TextField label={texts.find} hint={texts.findHint} value={find} onChange={({ target }) => setFind(target.value)} />
      )}
      {warnings.size === 0 && <p className="quiet">{texts.noWarnings}</p>}
      {found.length > SHOWN && <p className="quiet">{texts.shown(String(SHOWN), String(found.length))}</p>}
      <ul className="wall-warnings">
        {found.slice(0, SHOWN).map((one) => (
          <Row key={one.id} one={one} isHeld={isHeld.has(one.id)} language={language} onRecall={setRecalling} />
        ))}
      </ul>
      {asked !== undefined && <RecallDialog one={asked} onClose={() => setRecalling(null)} />}
    </section>
  );
}

const Row = memo(function Row({
  one,
  isHeld,
  language,
  onRecall,
}: {
  readonly one: LiveWarning;
  readonly isHeld: boolean;
  readonly language: Language;
  readonly onRecall: (id: string) => void;
}) {
  const texts = useTexts(HOME_TEXTS);
  const words = useTexts(WALL_TEXTS);
  return (
    <li className="panel wall-warning" data-status={one.status}>
      <div className="wall-warning-head">
        <div className="row">
          {one.status === 'Exercise' && <span className="wall-exercise">{words.exercise}</span>}
          <LevelBadge level={one.level} />
          {one.recalledAt !== null && <Badge tone="bad">{words.recalled}</Badge>}
          {isHeld && <Badge tone="warn">{words.held}</Badge>}
        </div>
        <p className="wall-warning-name">
          <Link to={`/wall/warnings/${one.id}`}>{titleOf(one, language)}</Link>
        </p>
        <p className="quiet">
          {one.event !== null && `${hazardOf(one, language)} · ${one.issuerName ?? one.issuer} · `}
          {texts.runsOut(timeOf(one.expiresAt))}
        </p>
      </div>
      <div className="wall-bars">
        {one.channels.map((channel) => (
          <Progress
            key={channel.channel}
            label={channelName(channel.channel, language)}
            done={channel.accepted}
            total={channel.total - channel.stopped}
            words={texts.ofTotal(numberOf(channel.accepted, language), numberOf(channel.total - channel.stopped, language))}
          />
        ))}
      </div>
      {one.recalledAt === null ? (
        <Button kind="danger" onClick={() => onRecall(one.id)}>
          {words.recall}
        </Button>
      ) : (
        <Link to={`/wall/warnings/${one.id}`} className="button">
          {words.correctOrWithdraw}
        </Link>
      )}
    </li>
  );
});
