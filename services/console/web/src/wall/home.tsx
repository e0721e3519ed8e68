import { useTexts } from '../shell/language.ts';
import { Figures } from './figures.tsx';
import { Pauses } from './pauses.tsx';
import { QueuePanel } from './queue-panel.tsx';
import { useLive } from './live.ts';
import { WALL_TEXTS } from './texts.ts';
import { WarningList } from './warning-list.tsx';

/** Where operators come in: the whole house on one page. */
export function WallHome() {
  const texts = useTexts(WALL_TEXTS);
  const { at } = useLive();
  return (
    <div className="wall-home">
      <h1>{texts.title}</h1>
      {at === null ? (
        <p role="status">{texts.waitingFirst}</p>
      ) : (
        <>
          <Figures />
          <div className="wall-columns">
            <QueuePanel />
            <Pauses />
          </div>
          <WarningList />
        </>
      )}
    </div>
  );
}
