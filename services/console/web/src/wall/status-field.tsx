import { useTexts } from '../shell/language.ts';
import { SelectField } from '../ui/index.ts';
import { COVERAGE_TEXTS } from './coverage-texts.ts';

/** Real warnings, or exercises. */
export function StatusField({ value, onChoose }: { value: 'Actual' | 'Exercise'; onChoose: (status: 'Actual' | 'Exercise') => void }) {
  const texts = useTexts(COVERAGE_TEXTS);
  return (
    <SelectField
      label={texts.status}
      value={value}
      onChange={({ target }) => onChoose(target.value === 'Exercise' ? 'Exercise' : 'Actual')}
    >
      <option value="Actual">{texts.actual}</option>
      <option value="Exercise">{texts.exercise}</option>
    </SelectField>
  );
}
