import { HAZARDS, hazard as hazardSchema } from '@loa/domain/bulletin';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { problemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { guardLeaving } from '../shell/router.tsx';
import { Button, Notice, toast } from '../ui/index.ts';
import { AddHazard } from './add-hazard.tsx';
import type { Series } from './answers.ts';
import { asBefore } from './at-once.ts';
import { publish, saveDraft } from './calls.ts';
import { FORM_TEXTS } from './form-texts.ts';
import { tableOf } from './level-rows.tsx';
import { announcing, areasOf, type Written } from './model.ts';
import { titleOf } from './open-sheet.ts';
import { SendDialog } from './send-dialog.tsx';
import { finished, isUnsaved, led, seriesOf, type Sheet, toSend, withoutSheet } from './sheet.ts';
import { isStale, SheetView, type Stand } from './sheet-view.tsx';
import { REFUSALS } from './texts.ts';
import { useAltKeys } from './use-alt-keys.ts';

export interface BulletinFormProps {
  /** One bulletin, or one for each of several series of one event. */
  readonly opened: readonly [Sheet, ...Sheet[]];
  readonly known: readonly Series[];
  /** How far the server's clock is ahead. Milliseconds. */
  readonly aheadMs: number;
}

/** Bulletins being written on one page, with one press that sends them all. */
export function BulletinForm({ opened, known, aheadMs }: BulletinFormProps) {
  const texts = useTexts(FORM_TEXTS);
  const language = useLanguage();
  // The list is asked for again and again; what the form opened with stays.
  const [sheets, setSheets] = useState<readonly Sheet[]>(opened);
  const [stands, setStands] = useState<Readonly<Record<string, Stand>>>({});
  const [asking, setAsking] = useState(false);
  const [tried, setTried] = useState(false);
  // Sheets whose proposed levels are to be announced as soon as the server has looked at what was typed last.
  const [confirming, setConfirming] = useState<readonly string[]>([]);
  const frame = useRef<HTMLDivElement>(null);
  const now = (): string => new Date(Date.now() + aheadMs).toISOString();
  const patch = (id: string, change: Partial<Sheet>): void =>
    setSheets((all) => all.map((one) => (one.id === id ? { ...one, ...change } : one)));
  const edit = (id: string, change: (written: Written) => Written): void =>
    setSheets((all) => all.map((one) => (one.id === id ? { ...one, written: change(one.written), failed: null } : one)));
  const onStand = useCallback((id: string, stand: Stand) => setStands((before) => ({ ...before, [id]: stand })), []);

  const leading = sheets[0] ?? opened[0];
  /** A new bulletin goes on with a series that its event and hazard already have, unless that is this one, sent before. */
  const afterOf = (sheet: Sheet): number => {
    if (sheet.base !== null) return sheet.after;
    if (sheet.given !== null) return Number(sheet.given['sequence']) - 1;
    const id = seriesOf(toSend(sheet, 0, leading));
    return known.find((one) => one.id === id)?.last.sequence ?? sheet.after;
  };
  const open = sheets.filter(({ sentId }) => sentId === null);
  // What may not go out because its series has moved on keeps none of the others back.
  const due = open.filter((one) => !isStale(one, stands[one.id]));
  const hazardOf = ({ written }: Sheet): string => HAZARDS[hazardSchema.safeParse(written['hazard']).data ?? 'other'][language];

  const sending = useMutation({
    mutationFn: async () => {
      for (const sheet of due) {
        const after = afterOf(sheet);
        const given = finished(sheet, toSend(sheet, after, leading), now());
        patch(sheet.id, { given, failed: null });
        // Each is a bulletin of its own series: one that is refused holds up none of the others.
        await publish(given, after).then(
          (sentId) => patch(sheet.id, { sentId }),
          (failed: unknown) => patch(sheet.id, { failed }),
        );
      }
    },
  });
  const saving = useMutation({
    mutationFn: async () => {
      for (const sheet of open) {
        const { id, seriesId, after, version, written } = sheet;
        const content = led(sheet, leading);
        const title = `${titleOf(content, language)} · ${hazardOf(sheet)}`;
        const next = await saveDraft(id, { title, seriesId, after, version, content });
        patch(id, { version: next, kept: written });
      }
    },
    onSuccess: () => toast(texts.saved, 'good'),
  });

  const unsaved = sheets.some(isUnsaved);
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

  useEffect(() => {
    const ready = confirming.filter((id) => stands[id]?.isBehind === false);
    if (ready.length === 0) return;
    setConfirming((all) => all.filter((id) => !ready.includes(id)));
    for (const id of ready) {
      const table = tableOf(stands[id]?.preview?.areas ?? []);
      edit(id, (written) => announcing(written, table, [...areasOf(written).keys()]));
    }
  }, [confirming, stands]);
  const confirmAll = (): void => setConfirming(open.map(({ id }) => id));
  const allAsBefore = (): void => {
    for (const { id, base } of open) if (base !== null) edit(id, (written) => asBefore(written, base));
  };
  const canSend = due.length > 0 && !sending.isPending;
  const isCorrection = open.every(({ written }) => written['type'] === 'correction');
  const isBehind = due.some(({ id }) => stands[id]?.isBehind ?? true);
  const isRefused = due.some(({ id }) => stands[id]?.error != null);
  const send = (): void => {
    if (!canSend) return;
    setTried(true);
    // Putting an error right waits for nothing but that what is empty is told of as well.
    if (isRefused && !isBehind) setTimeout(() => frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    else if (isCorrection) sending.mutate();
    else setAsking(true);
  };
  useAltKeys({ KeyC: confirmAll, KeyT: allAsBefore, KeyS: () => saving.mutate(), KeyG: send });

  const isLive = leading.written['status'] === 'Actual';
  const failed = open.filter((one) => one.failed !== null);
  const sent = sheets.filter(({ sentId }) => sentId !== null);
  const wordsOf = ({ failed: error }: Sheet): string => problemWords(error, language, REFUSALS[language]);
  const refusals = due.flatMap(({ id }) => stands[id]?.error ?? []).map((error) => problemWords(error, language, REFUSALS[language]));
  const unsent = failed.map((one) => (sheets.length === 1 ? wordsOf(one) : texts.notSent(hazardOf(one), wordsOf(one))));
  const outcome = [...(unsent.length > 0 && sent.length > 0 ? [texts.sentSome(sent.map(hazardOf).join(', '))] : []), ...unsent].join(' ');
  const saveWords = saving.error === null ? null : problemWords(saving.error, language, REFUSALS[language]);
  return (
    <div ref={frame} className="desk-frame" data-live={isLive}>
      <p className="desk-band">{isLive ? texts.live : texts.exercise}</p>
      {sheets.length > 1 && <h1>{titleOf(leading.written, language)}</h1>}
      {open.length > 0 && <p className="quiet">{texts.timeHint}</p>}
      {(outcome !== '' && sheets.length > 1) || saveWords !== null ? (
        <Notice tone="bad" role="alert">
          {[outcome, saveWords].filter(Boolean).join(' ')}
        </Notice>
      ) : null}
      {sheets.map((sheet) => (
        <SheetView
          key={sheet.id}
          {...{ sheet, known, tried, now, onStand }}
          next={toSend(sheet, afterOf(sheet), leading)}
          after={afterOf(sheet)}
          isOneOfSeveral={sheets.length > 1}
          isLeading={sheet.id === leading.id}
          onEdit={(change) => edit(sheet.id, change)}
          onRemove={() => setSheets((all) => withoutSheet(all, sheet.id, leading))}
        />
      ))}
      {open.length > 0 && !isCorrection && sent.length === 0 && (
        <AddHazard {...{ sheets, known, now }} onAdd={(sheet) => setSheets((all) => [...all, sheet])} />
      )}
      {open.length > 0 && (
        <div className="row desk-acts">
          <Button onClick={confirmAll}>{texts.confirmAll}</Button>
          <Button onClick={() => saving.mutate()} busy={saving.isPending}>
            {texts.save}
          </Button>
          <Button kind={isLive ? 'danger' : 'main'} size="big" onClick={send} busy={!canSend}>
            {isCorrection ? texts.sendCorrection : due.length > 1 ? texts.sendAll(String(due.length)) : texts.send}
          </Button>
        </div>
      )}
      {asking && open.length > 0 && (
        <SendDialog
          isLive={isLive}
          toType={due.map(({ id }) => stands[id]?.preview?.toType).find((name) => name != null) ?? null}
          busy={!canSend || isBehind || isRefused}
          levelsLeft={due.some(({ written }) => areasOf(written).some((area) => area['announcedLevel'] === undefined))}
          what={sheets.length > 1 ? due.map(hazardOf) : []}
          wrong={outcome !== '' ? outcome : refusals.length > 0 ? refusals.join(' ') : null}
          onSend={() => sending.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
