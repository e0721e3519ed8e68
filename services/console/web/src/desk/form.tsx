import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ApiProblem, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { guardLeaving, Link } from '../shell/router.tsx';
import { Button, Notice, toast } from '../ui/index.ts';
import { AreaSection } from './area-section.tsx';
import type { Series } from './answers.ts';
import { publish, saveDraft, usePreview } from './calls.ts';
import { FormProvider } from './form-state.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { HeadSection } from './head-section.tsx';
import { tableOf } from './level-rows.tsx';
import { announcing, areasOf, emptyArea, isSame, valueAt, withValue, type Written } from './model.ts';
import { PreviewPanel } from './preview-panel.tsx';
import { SendDialog } from './send-dialog.tsx';
import { Sent } from './sent.tsx';
import { StormFields } from './storm-fields.tsx';
import { REFUSALS } from './texts.ts';
import { WordsSection } from './words-section.tsx';

/** What the form opens with. */
export interface Opened {
  readonly written: Written;
  /** The bulletin that it goes on with; null: a new series. */
  readonly base: Written | null;
  /** Its sequence as this page has seen it. */
  readonly after: number;
  /** Of the draft; 0: not saved yet. */
  readonly version: number;
}

export interface BulletinFormProps {
  readonly opened: Opened;
  readonly draftId: string;
  readonly known: readonly Series[];
  /** How far the server's clock is ahead. Milliseconds. */
  readonly aheadMs: number;
  readonly seriesId: string | null;
}

const STALE = ['series-moved-on', 'bulletin-differs'];

/** A bulletin being written, with what would become of it beside it. */
export function BulletinForm({ opened: given, draftId, known, aheadMs, seriesId }: BulletinFormProps) {
  const texts = useTexts(FORM_TEXTS);
  const language = useLanguage();
  // The list is asked for again and again; what the form opened with stays.
  const [opened] = useState(given);
  const { base } = opened;
  const [written, setWritten] = useState(opened.written);
  const [version, setVersion] = useState(opened.version);
  const [kept, setKept] = useState<Written | null>(opened.version === 0 ? null : opened.written);
  const [asking, setAsking] = useState(false);
  const [tried, setTried] = useState(false);
  const now = (): string => new Date(Date.now() + aheadMs).toISOString();
  // A new bulletin goes on with a series that its event and hazard already have.
  const running =
    base === null
      ? known.find(({ id }) => id === `${String(written['issuer'])}.${String(written['family'])}.${String(valueAt(written, 'event.id'))}`)
      : undefined;
  const after = running?.last.sequence ?? opened.after;
  const toSend = useMemo((): Written => ({ ...written, ...(base === null && { sequence: after + 1 }) }), [written, base, after]);
  const dry = usePreview(toSend, after);
  const preview = dry.error === null ? dry.data : undefined;

  const sending = useMutation({
    // The law's clock begins when the bulletin is finished: now, unless somebody has said otherwise.
    mutationFn: () => publish(written['finishedAt'] === opened.written['finishedAt'] ? { ...toSend, finishedAt: now() } : toSend, after),
  });
  const saving = useMutation({
    mutationFn: () => saveDraft(draftId, { title: titleOf(written), seriesId, after, version, content: written }),
    onSuccess: (next) => {
      setVersion(next);
      setKept(written);
      toast(texts.saved, 'good');
    },
  });
  const error = sending.error ?? dry.error;
  const isUnfinished = dry.error instanceof ApiProblem && ['body-invalid', 'place-unknown'].includes(dry.error.code);
  const isStale = error instanceof ApiProblem && STALE.includes(error.code);
  const wrong = useProblemWords(sending.error ?? saving.error ?? (isStale ? error : null), REFUSALS[language]);
  const refused = useProblemWords(dry.error, REFUSALS[language]);
  const isLive = written['status'] === 'Actual';
  const isCorrection = written['type'] === 'correction';
  const isSent = sending.data !== undefined;
  const unsaved = !isSent && !isSame(written, kept ?? opened.written);
  const areas = areasOf(written);

  useEffect(() => {
    if (!unsaved) return undefined;
    const stay = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', stay);
    const undo = guardLeaving(() => confirm(texts.leave));
    return () => {
      removeEventListener('beforeunload', stay);
      undo();
    };
  }, [unsaved, texts.leave]);

  const confirmAll = (): void =>
    setWritten(
      announcing(
        written,
        tableOf(preview?.areas ?? []),
        areas.map((_, index) => index),
      ),
    );
  const canSend = !isSent && !sending.isPending && !isStale;
  const send = (): void => {
    if (!canSend) return;
    setTried(true);
    // Putting an error right waits for nothing.
    // Once what is empty has been told of as well.
    if (dry.error !== null && !dry.isBehind) setTimeout(() => frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    else if (isCorrection) sending.mutate();
    else setAsking(true);
  };
  const frame = useRef<HTMLDivElement>(null);
  const keys = useRef<Readonly<Record<string, () => void>>>({});
  useEffect(() => {
    keys.current = { KeyC: confirmAll, KeyS: () => saving.mutate(), KeyG: send };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const act = event.altKey && !event.ctrlKey ? keys.current[event.code] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);

  if (sending.data !== undefined) return <Sent id={sending.data} />;
  const number = String(base === null ? after + 1 : written['sequence']);
  const state = {
    written,
    base,
    set: (path: string, value: unknown) => setWritten((before) => withValue(before, path, value)),
    replace: setWritten,
    error,
    tried,
    assessed: preview?.areas ?? [],
    now,
  };
  return (
    <FormProvider value={state}>
      <div ref={frame} className="desk-frame" data-live={isLive}>
        <p className="desk-band">{isLive ? texts.live : texts.exercise}</p>
        <h1>
          {isCorrection ? texts.correction(number) : base === null ? texts.newTitle : texts.nextTitle(number)}
          {': '}
          {titleOf(written)}
        </h1>
        {wrong !== null && (
          <Notice tone="bad" role="alert">
            <p>{wrong}</p>
            {isStale && seriesId !== null && (
              <Link to={`/desk/write?series=${encodeURIComponent(seriesId)}&anew=${number}`}>{texts.reopen}</Link>
            )}
          </Notice>
        )}
        <div className="desk-columns">
          <div className="stack">
            <HeadSection isNew={base === null} known={known} />
            {['storm', 'tropical-depression'].includes(String(written['hazard'])) && <StormFields />}
            {areas.map((_, index) => (
              <AreaSection key={index} index={index} />
            ))}
            <div className="row">
              <Button onClick={() => setWritten((before) => withValue(before, 'areas', [...areas, emptyArea(now())]))}>
                {texts.addArea}
              </Button>
              <Button onClick={confirmAll}>{texts.confirmAll}</Button>
            </div>
            <WordsSection />
            {refused !== null && !isStale && (tried || !isUnfinished) && <Notice tone="warn">{refused}</Notice>}
            <div className="row desk-acts">
              <Button onClick={() => saving.mutate()} busy={saving.isPending}>
                {texts.save}
              </Button>
              <Button kind={isLive ? 'danger' : 'main'} size="big" onClick={send} busy={!canSend}>
                {isCorrection ? texts.sendCorrection : texts.send}
              </Button>
            </div>
          </div>
          <PreviewPanel preview={preview} isBehind={dry.isBehind} />
        </div>
        {asking && (
          <SendDialog
            isLive={isLive}
            toType={preview?.toType ?? null}
            busy={sending.isPending || preview === undefined || dry.isBehind}
            levelsLeft={areas.some((_, at) => valueAt(written, `areas.${String(at)}.announcedLevel`) === undefined)}
            wrong={wrong ?? refused}
            onSend={() => sending.mutate()}
            onClose={() => setAsking(false)}
          />
        )}
      </div>
    </FormProvider>
  );
}

function titleOf(written: Written): string {
  const name = valueAt(written, 'event.name.vi') ?? valueAt(written, 'event.id');
  return typeof name === 'string' && name !== '' ? name : '…';
}
