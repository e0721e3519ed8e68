import { hazard as hazardSchema } from '@loa/domain/bulletin';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Button, SelectField } from '../ui/index.ts';
import { FIELDS } from './fields.ts';
import { useField, useForm, wordsAt } from './form-state.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { LevelRows } from './level-rows.tsx';
import { areasOf } from './model.ts';
import { ParameterField } from './parameter-field.tsx';
import { PlaceMap } from './place-map.tsx';
import { PlacePicker } from './place-picker.tsx';
import { TimeAt } from './time-field.tsx';

const RESPONSES = ['', 'Monitor', 'Prepare', 'Avoid', 'Shelter', 'Evacuate'] as const;

/** One area: places, what is expected there, when, and the level that comes of it. */
export function AreaSection({ index }: { readonly index: number }) {
  const texts = useTexts(FORM_TEXTS);
  const language = useLanguage();
  const { written, set, error } = useForm();
  const path = `areas.${String(index)}`;
  const response = useField(`${path}.response`);
  const hazard = hazardSchema.safeParse(written['hazard']).data ?? 'other';
  const areas = areasOf(written);
  const wrong = wordsAt(error, path, language, false) ?? wordsAt(error, `${path}.parameters`, language, false);
  return (
    <section className="panel desk-area" aria-label={texts.area(String(index + 1))}>
      <div className="row">
        <h2>{texts.area(String(index + 1))}</h2>
        {areas.length > 1 && (
          <Button
            kind="plain"
            onClick={() =>
              set(
                'areas',
                areas.filter((_, at) => at !== index),
              )
            }
          >
            {texts.removeArea}
          </Button>
        )}
      </div>
      <PlacePicker index={index} />
      <PlaceMap path={`${path}.places`} />
      <div className="desk-fields">
        {FIELDS[hazard].map((spec) => (
          <ParameterField key={spec.name} path={`${path}.parameters`} spec={spec} />
        ))}
        <TimeAt path={`${path}.window.from`} label={texts.from} />
        <TimeAt path={`${path}.window.to`} label={texts.to} />
        <TimeAt path={`${path}.onset`} label={texts.onset} />
        <SelectField
          label={texts.response}
          error={response.error}
          changed={response.changed}
          value={response.text}
          onChange={({ target }) => response.set(target.value)}
        >
          {RESPONSES.map((one, at) => (
            <option key={one} value={one}>
              {texts.responses[at]}
            </option>
          ))}
        </SelectField>
      </div>
      {wrong !== undefined && (
        <p className="field-bad" role="alert">
          {wrong}
        </p>
      )}
      <LevelRows index={index} />
    </section>
  );
}
