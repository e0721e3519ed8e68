import { useLanguage, useTexts } from '../shell/language.ts';
import { Badge, Table } from '../ui/index.ts';
import { QueueChart } from './chart.tsx';
import { channelName, laneName, numberOf, spanOf } from './format.ts';
import { HOME_TEXTS } from './home-texts.ts';
import { type LiveLane, type LivePause, useLive } from './live.ts';
import { WALL_TEXTS } from './texts.ts';

const isPaused = (one: LiveLane, pauses: readonly LivePause[]): boolean =>
  pauses.some((pause) => pause.channel === one.channel && (pause.lane === null ? one.lane !== 'flash' : pause.lane === one.lane));

/** The dispatch queue: how it moves, and where it stands per channel and lane. */
export function QueuePanel() {
  const texts = useTexts(HOME_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const { lanes, pauses } = useLive();
  const waiting = (channel: string): string =>
    numberOf(
      lanes.filter((one) => one.channel === channel).reduce((sum, one) => sum + one.backlog, 0),
      language,
    );
  const emptyIn = (one: LiveLane): string =>
    one.backlog === 0 ? '' : one.emptyInS === null || isPaused(one, pauses) ? texts.never : spanOf(one.emptyInS, language);
  return (
    <section className="panel stack" aria-labelledby="wall-queue">
      <h2 id="wall-queue">{texts.queue}</h2>
      <QueueChart label={texts.chart} />
      <p className="quiet wall-key">
        {(['email', 'sms', 'voice'] as const).map((channel) => (
          <span key={channel} data-line={channel}>
            {channelName(channel, language)}: {waiting(channel)}
          </span>
        ))}
      </p>
      <Table
        caption={texts.queue}
        captionHidden
        rows={lanes}
        rowKey={(one) => `${one.channel} ${one.lane}`}
        empty={texts.none}
        columns={[
          {
            key: 'lane',
            head: `${words.channel}, ${words.lane.toLowerCase()}`,
            cell: (one) => (
              <>
                {channelName(one.channel, language)} · {laneName(one.lane, language)}{' '}
                {isPaused(one, pauses) && <Badge tone="warn">{texts.pausedLane}</Badge>}
              </>
            ),
          },
          { key: 'backlog', head: texts.backlog, number: true, cell: (one) => numberOf(one.backlog, language) },
          {
            key: 'oldest',
            head: texts.oldest,
            number: true,
            cell: (one) => (one.oldestAgeS === null ? '' : spanOf(one.oldestAgeS, language)),
          },
          { key: 'rate', head: texts.rate, number: true, cell: (one) => numberOf(one.ratePerS, language) },
          { key: 'empty', head: texts.empty, number: true, cell: emptyIn },
        ]}
      />
    </section>
  );
}
