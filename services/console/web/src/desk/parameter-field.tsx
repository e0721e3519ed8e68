import { useLanguage, useTexts } from '../shell/language.ts';
import { CheckBox, SelectField, TextField } from '../ui/index.ts';
import type { FieldSpec } from './fields.ts';
import { useField } from './form-state.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { spanText } from './model.ts';
import { NumberField } from './number-field.tsx';

/** The field of a hazard's parameter. */
export function ParameterField({ path, spec }: { readonly path: string; readonly spec: FieldSpec }) {
  const texts = useTexts(FORM_TEXTS);
  const language = useLanguage();
  const { value, set, error, changed } = useField(`${path}.${spec.name}`);
  const label = spec.words[language];
  if (spec.kind === 'choice')
    return (
      <SelectField
        {...{ label, error, changed }}
        value={spanText(value)}
        onChange={({ target }) => set(spec.values.find((one) => String(one.value) === target.value)?.value)}
      >
        <option value="">{texts.noChoice}</option>
        {spec.values.map((one) => (
          <option key={one.value} value={String(one.value)}>
            {one[language]}
          </option>
        ))}
      </SelectField>
    );
  if (spec.kind === 'number') return <NumberField {...{ label, unit: spec.unit?.[language], value, error, changed }} onChange={set} />;
  if (spec.kind === 'yes')
    return <CheckBox label={label} checked={value === true} onChange={({ target }) => set(target.checked ? true : undefined)} />;
  return (
    <TextField {...{ label, error, changed }} value={typeof value === 'string' ? value : ''} onChange={({ target }) => set(target.value)} />
  );
}
