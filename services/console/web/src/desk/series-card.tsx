import { capital, HAZARDS } from '@loa/domain/bulletin';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Link, navigate } from '../shell/router.tsx';
import { Badge, Button, LevelBadge, Notice, toast } from '../ui/index.ts';
import type { Series } from './answers.ts';
import { extend, forgetLists, recall } from './calls.ts';
import { CloseDialog } from './close-dialog.tsx';
import { shortTime } from './model.ts';
import { whyNot } from './preview-texts.ts';
import { seriesName } from './series-name.ts';
import { DESK_TEXTS, REFUSALS } from './texts.ts';

const STANDINGS = ['waiting', 'not-issued', 'in-force', 'recalled', 'ended', 'cancelled', 'lapsed'] as const;
const WHY = ['eight-a-day', 'four-a-day', 'runs-out'] as const;
const BY = ['decision-18', 'rule-2014', 'rule-2020'] as const;

interface SeriesCardProps {
  readonly series: Series;
  /** Other series of its event that are not closed. */
  readonly siblings: readonly Series[];
  readonly now: number;
  readonly mayWrite: boolean;
}

/** A series: how it stands, when its next bulletin is due, and everything that may be done with it. */
export function SeriesCard({ series, siblings, now, mayWrite }: SeriesCardProps) {
  const texts = useTexts(DESK_TEXTS);
  const language = useLanguage();
  const [closing, setClosing] = useState<'end' | 'cancel' | null>(null);
  const { id, last, warning, nextDue, standing, status, event } = series;
  const write = `/desk/write?series=${encodeURIComponent(id)}`;
  const extending = useMutation({
    mutationFn: () => extend(id, last.sequence),
    onSuccess: () => toast(texts.extended, 'good'),
  });
  const correcting = useMutation({
    mutationFn: async () => (standing === 'in-force' && warning !== null ? recall(warning.id, 'đính chính') : null),
    onSuccess: () => navigate(`${write}&as=correction`),
    onSettled: forgetLists,
  });
  const wrong = useProblemWords(extending.error ?? correcting.error, REFUSALS[language]);
  const minutes = nextDue === null ? null : Math.floor((Date.parse(nextDue.at) - now) / 60_000);
  const isOpen = standing === 'in-force' || standing === 'lapsed' || standing === 'recalled';
  return (
    <article className="panel desk-card" data-live={status === 'Actual'} aria-label={seriesName(series, language)}>
      <div className="row">
        <Badge tone={status === 'Actual' ? 'bad' : 'usual'}>
          {status === 'Actual' ? texts.live : status === 'Test' ? texts.test : texts.exercise}
        </Badge>
        <Badge tone={standing === 'in-force' ? 'good' : standing === 'lapsed' || standing === 'not-issued' ? 'warn' : 'usual'}>
          {texts.standings[STANDINGS.indexOf(standing)]}
        </Badge>
        {warning !== null && standing === 'in-force' && <LevelBadge level={warning.level} short />}
      </div>
      <h3>
        {seriesName(series, language)}
        {event.name !== undefined && ` · ${HAZARDS[series.hazard][language]}`}
      </h3>
      <p>
        {capital(last.title?.[language] ?? last.type)}. {texts.issue(String(last.sequence), shortTime(last.finishedAt))}
        {warning !== null && standing === 'in-force' && `, ${texts.until(shortTime(warning.expiresAt))}`}
      </p>
      {standing === 'not-issued' && last.reason !== null && <p className="quiet">{whyNot(null, last.reason, language)}</p>}
      {nextDue !== null && minutes !== null && (
        <p data-late={minutes < 0} className="desk-due">
          {texts.due(
            shortTime(nextDue.at),
            (minutes < 0 ? texts.over : texts.left)(String(Math.floor(Math.abs(minutes) / 60)), String(Math.abs(minutes) % 60)),
          )}{' '}
          <span className="quiet">
            {texts.why[WHY.indexOf(nextDue.why)]}
            {nextDue.by !== 'runs-out' && `, ${texts.by[BY.indexOf(nextDue.by)] ?? ''}`}
          </span>{' '}
          {nextDue.by.startsWith('rule-') && <strong>{texts.fallBack}</strong>}
        </p>
      )}
      {wrong !== null && (
        <Notice tone="bad" role="alert">
          {wrong}
        </Notice>
      )}
      {mayWrite && (
        <div className="row">
          <Link to={write} className="button desk-main">
            {texts.next}
          </Link>
          {standing === 'in-force' && (
            <Button busy={extending.isPending} onClick={() => extending.mutate()}>
              {texts.extend}
            </Button>
          )}
          {isOpen && (
            <Button busy={correcting.isPending} onClick={() => correcting.mutate()}>
              {standing === 'in-force' ? texts.correct : texts.correctNow}
            </Button>
          )}
          {isOpen && <Button onClick={() => setClosing('end')}>{texts.end}</Button>}
          {isOpen && <Button onClick={() => setClosing('cancel')}>{texts.cancel}</Button>}
          {isOpen && siblings.length > 0 && (
            <Link to={`${write}&with=${siblings.map((one) => encodeURIComponent(one.id)).join(',')}`}>
              {texts.together(String(siblings.length + 1))}
            </Link>
          )}
          <Link to={`/desk/write?event=${encodeURIComponent(event.id)}`}>{texts.another}</Link>
        </div>
      )}
      {closing !== null && <CloseDialog series={series} as={closing} onClose={() => setClosing(null)} />}
    </article>
  );
}
