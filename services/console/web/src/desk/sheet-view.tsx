import { HAZARDS, hazard as hazardSchema } from '@loa/domain/bulletin';
import { useEffect } from 'react';
import { ApiProblem, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Link } from '../shell/router.tsx';
import { Button, Notice } from '../ui/index.ts';
import { AreaSection } from './area-section.tsx';
import { edited } from './at-once.ts';
import { AtOncePanel } from './at-once-panel.tsx';
import type { Preview, Series } from './answers.ts';
import { usePreview } from './calls.ts';
import { FormProvider } from './form-state.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { HeadSection } from './head-section.tsx';
import { anotherArea, areasOf, type Written } from './model.ts';
import { titleOf } from './open-sheet.ts';
import { PreviewPanel } from './preview-panel.tsx';
import { Sent } from './sent.tsx';
import type { Sheet } from './sheet.ts';
import { StormFields } from './storm-fields.tsx';
import { REFUSALS } from './texts.ts';
import { WordsSection } from './words-section.tsx';

const STALE = ['series-moved-on', 'bulletin-differs'];
const UNFINISHED = ['body-invalid', 'place-unknown'];
const isOneOf = (error: unknown, codes: readonly string[]): boolean => error instanceof ApiProblem && codes.includes(error.code);

/** What the server makes of a sheet as it stands. */
export interface Stand {
  readonly preview: Preview | undefined;
  readonly error: Error | null;
  readonly isBehind: boolean;
}

/** Whether a newer bulletin of its series is there, so that it must not go out. */
export const isStale = ({ failed }: Sheet, stand: Stand | undefined): boolean => isOneOf(failed ?? stand?.error, STALE);

export interface SheetViewProps {
  readonly sheet: Sheet;
  /** Its bulletin as it would be sent, and after which one. */
  readonly next: Written;
  readonly after: number;
  readonly known: readonly Series[];
  readonly tried: boolean;
  /** There are others on the page: it says which one it is. */
  readonly isOneOfSeveral: boolean;
  readonly isLeading: boolean;
  readonly now: () => string;
  readonly onEdit: (edit: (written: Written) => Written) => void;
  readonly onStand: (id: string, stand: Stand) => void;
  readonly onRemove: () => void;
}

/** A bulletin being written, with what would become of it beside it. */
export function SheetView(props: SheetViewProps) {
  const { sheet, next, after, known, tried, isOneOfSeveral, isLeading, now, onEdit, onStand, onRemove } = props;
  const texts = useTexts(FORM_TEXTS);
  const language = useLanguage();
  const { written, base, id, seriesId, failed } = sheet;
  const dry = usePreview(next, after);
  const { isBehind, error: refusal } = dry;
  const preview = refusal === null ? dry.data : undefined;
  useEffect(() => onStand(id, { preview, error: refusal, isBehind }), [id, preview, refusal, isBehind, onStand]);
  const error = failed ?? refusal;
  const stale = isOneOf(error, STALE);
  const wrong = useProblemWords(failed ?? (stale ? error : null), REFUSALS[language]);
  const refused = useProblemWords(refusal, REFUSALS[language]);
  const areas = areasOf(written);
  const hazard = hazardSchema.safeParse(written['hazard']).data ?? 'other';
  const number = String(base === null ? after + 1 : written['sequence']);
  const title = written['type'] === 'correction' ? texts.correction(number) : base === null ? texts.newTitle : texts.nextTitle(number);
  const Heading = isOneOfSeveral ? 'h2' : 'h1';
  const state = {
    ...{ written, base, error, tried, now, assessed: preview?.areas ?? [] },
    set: (path: string, value: unknown) => onEdit((before) => edited(before, path, value)),
    replace: (to: Written) => onEdit(() => to),
  };
  return (
    <FormProvider value={state}>
      <section className="desk-sheet" {...(isOneOfSeveral && { 'aria-label': HAZARDS[hazard][language] })}>
        <div className="row">
          <Heading>{isOneOfSeveral ? `${HAZARDS[hazard][language]}: ${title}` : `${title}: ${titleOf(written, language)}`}</Heading>
          {isOneOfSeveral && sheet.sentId === null && (
            <Button kind="plain" onClick={onRemove}>
              {texts.removeSheet(HAZARDS[hazard][language])}
            </Button>
          )}
        </div>
        {base !== null && sheet.sentId === null && <p className="quiet">{texts.shaded}</p>}
        {sheet.sentId !== null ? (
          <Sent id={sheet.sentId} />
        ) : (
          <>
            {wrong !== null && (
              <Notice tone="bad" role="alert">
                <p>{wrong}</p>
                {stale && seriesId !== null && (
                  <Link to={`/desk/write?series=${encodeURIComponent(seriesId)}&anew=${number}`}>{texts.reopen}</Link>
                )}
              </Notice>
            )}
            <div className="desk-columns">
              <div className="stack">
                <HeadSection isNew={base === null} isLeading={isLeading} known={known} />
                {['storm', 'tropical-depression'].includes(hazard) && <StormFields />}
                <AtOncePanel />
                {areas.map((_, index) => (
                  <AreaSection key={index} index={index} />
                ))}
                <div className="row">
                  <Button onClick={() => onEdit((before) => ({ ...before, areas: [...areasOf(before), anotherArea(before, now())] }))}>
                    {texts.addArea}
                  </Button>
                </div>
                <WordsSection />
                {refused !== null && !stale && (tried || !isOneOf(refusal, UNFINISHED)) && <Notice tone="warn">{refused}</Notice>}
              </div>
              <PreviewPanel preview={preview} isBehind={isBehind} />
            </div>
          </>
        )}
      </section>
    </FormProvider>
  );
}
