import { HAZARDS, hazard as hazardSchema, hazardGroup, hazardIds } from '@loa/domain/bulletin';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Button, SelectField } from '../ui/index.ts';
import type { Series } from './answers.ts';
import { readSeries } from './calls.ts';
import { FORM_TEXTS } from './form-texts.ts';
import { valueAt } from './model.ts';
import { beginning, goingOn, newId } from './open-sheet.ts';
import { type Sheet, seriesOf, sheetOf } from './sheet.ts';
import { REFUSALS } from './texts.ts';

export interface AddHazardProps {
  readonly sheets: readonly Sheet[];
  readonly known: readonly Series[];
  readonly now: () => string;
  readonly onAdd: (sheet: Sheet) => void;
}

/** Another hazard of the page's event: going on with its series where the event has one, otherwise its first bulletin. */
export function AddHazard({ sheets, known, now, onAdd }: AddHazardProps) {
  const texts = useTexts(FORM_TEXTS);
  const language = useLanguage();
  const [chosen, setChosen] = useState('');
  const [leading] = sheets;
  const families = new Set(sheets.map(({ written }) => written['family']));
  const choices = hazardIds.filter((id) => id !== 'other' && !families.has(hazardGroup(id)));
  const adding = useMutation({
    mutationFn: async (): Promise<Sheet> => {
      const hazard = hazardSchema.parse(chosen);
      const event = valueAt(leading?.written, 'event') as Series['event'];
      const issuer = String(leading?.written['issuer']);
      const id = seriesOf({ issuer, family: hazardGroup(hazard), event });
      const running = known.some((one) => one.id === id) ? goingOn(await readSeries(id), null) : null;
      const status = leading?.written['status'] === 'Actual' ? 'Actual' : 'Exercise';
      if (running !== null) return sheetOf(newId(), id, running);
      return sheetOf(newId(), null, beginning(hazard, { event, status }, { issuer, now: now() }));
    },
    onSuccess: (sheet) => {
      setChosen('');
      onAdd(sheet);
    },
  });
  const wrong = useProblemWords(adding.error, REFUSALS[language]);
  return (
    <section className="panel desk-add">
      <SelectField
        label={texts.addHazard}
        hint={texts.addHazardHint}
        error={wrong ?? undefined}
        value={chosen}
        onChange={({ target }) => setChosen(target.value)}
      >
        <option value="">{texts.noChoice}</option>
        {choices.map((id) => (
          <option key={id} value={id}>
            {HAZARDS[id][language]}
          </option>
        ))}
      </SelectField>
      <Button busy={chosen === '' || adding.isPending} onClick={() => adding.mutate()}>
        {texts.putOn}
      </Button>
    </section>
  );
}
