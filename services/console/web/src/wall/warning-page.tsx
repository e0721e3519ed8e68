import { useState } from 'react';
import { LevelReasons } from '../levels/level-reasons.tsx';
import { useLanguage, useTexts } from '../shell/language.ts';
import type { PageProps } from '../shell/page.ts';
import { Link } from '../shell/router.tsx';
import { Badge, Button, LevelBadge, Notice, Table } from '../ui/index.ts';
import { AfterRecall } from './after-recall.tsx';
import { channelName, eventOf, hazardOf, numberOf, timeOf } from './format.ts';
import { HOME_TEXTS } from './home-texts.ts';
import { useLive } from './live.ts';
import { usePlaceName } from './place-name.ts';
import { RecallDialog } from './recall-dialog.tsx';
import { RECALL_TEXTS } from './recall-texts.ts';
import { WALL_TEXTS } from './texts.ts';
import { WARNING_TEXTS } from './warning-texts.ts';

/** A warning on its way: progress per channel and province, its recall and what has to follow. */
export function WarningPage({ parameters }: PageProps) {
  const words = useTexts(WALL_TEXTS);
  const home = useTexts(HOME_TEXTS);
  const recall = useTexts(RECALL_TEXTS);
  const texts = useTexts(WARNING_TEXTS);
  const language = useLanguage();
  const { at, warnings, held } = useLive();
  const nameOf = usePlaceName();
  const [asking, setAsking] = useState(false);
  const one = warnings.get(parameters['id'] ?? '');
  if (one === undefined) return at === null ? <p role="status">{words.waitingFirst}</p> : <Notice>{texts.gone}</Notice>;
  const number = (value: number): string => numberOf(value, language);
  const isHeld = held.some(({ warning }) => warning === one.id);
  return (
    <div className="stack">
      <div className="wall-head">
        <div>
          <h1>{eventOf(one, language)}</h1>
          <div className="row">
            {one.status === 'Exercise' && <span className="wall-exercise">{words.exercise}</span>}
            <LevelBadge level={one.level} />
            {isHeld && <Badge tone="warn">{words.held}</Badge>}
            <span>{hazardOf(one, language)}</span>
            <span>{one.issuerName ?? one.issuer}</span>
            <span className="quiet">
              {one.id} · {words.issued.toLowerCase()} {timeOf(one.issuedAt)} · {home.runsOut(timeOf(one.expiresAt))}
            </span>
          </div>
        </div>
        {one.recalledAt === null && (
          <Button kind="danger" size="big" onClick={() => setAsking(true)}>
            {words.recall}
          </Button>
        )}
      </div>
      {one.recalledAt !== null && (
        <Notice tone="bad">
          <strong>{words.recalled}</strong>: {recall.recalledBy(one.recalledBy ?? '', timeOf(one.recalledAt))}. {one.recallReason}
        </Notice>
      )}
      {one.recalledAt !== null && <AfterRecall one={one} />}
      <LevelReasons warning={one.id} />
      <Table
        caption={texts.byChannel}
        rows={one.channels}
        rowKey={(row) => row.channel}
        empty={texts.nobodyYet}
        columns={[
          { key: 'channel', head: words.channel, cell: (row) => channelName(row.channel, language) },
          { key: 'total', head: words.total, number: true, cell: (row) => number(row.total) },
          { key: 'waiting', head: words.waiting, number: true, cell: (row) => number(row.waiting) },
          { key: 'accepted', head: words.sent, number: true, cell: (row) => number(row.accepted) },
          { key: 'delivered', head: words.delivered, number: true, cell: (row) => number(row.delivered) },
          { key: 'failed', head: words.failed, number: true, cell: (row) => number(row.failed) },
          { key: 'stopped', head: words.stopped, number: true, cell: (row) => number(row.stopped) },
        ]}
      />
      <Table
        caption={texts.byProvince}
        rows={one.provinces.toSorted((a, b) => b[2] - a[2] || b[1] - a[1])}
        rowKey={([code]) => code}
        empty={one.channels.some(({ total }) => total > 0) ? texts.adding : texts.nobodyYet}
        columns={[
          { key: 'province', head: words.province, cell: ([code]) => nameOf(code) },
          {
            key: 'bar',
            head: home.progress,
            cell: ([code, total, , accepted]) => <progress aria-label={nameOf(code)} value={accepted} max={Math.max(1, total)} />,
          },
          { key: 'total', head: words.total, number: true, cell: ([, total]) => number(total) },
          { key: 'waiting', head: words.waiting, number: true, cell: ([, , waiting]) => number(waiting) },
          { key: 'accepted', head: words.sent, number: true, cell: ([, , , accepted]) => number(accepted) },
        ]}
      />
      <div className="row">
        <Link className="button" to={`/wall/calls/${one.id}`}>
          {texts.callList}
        </Link>
        <a className="button" href={`/warnings/${one.id}`}>
          {texts.publicPage}
        </a>
      </div>
      {asking && <RecallDialog one={one} onClose={() => setAsking(false)} />}
    </div>
  );
}
