import { useState } from 'react';
import { useLanguage } from '../shell/language.ts';
import { TextField } from '../ui/index.ts';
import { isSame, spanOf, spanText } from './model.ts';

export interface NumberFieldProps {
  readonly label: string;
  readonly unit?: string | undefined;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly error?: string | undefined;
  readonly changed?: boolean;
  readonly hint?: string;
}

/** A number or range as it is typed; its unit stands in the label. What is no number goes on as text, for the server to say so. */
export function NumberField({ label, unit, value, onChange, ...rest }: NumberFieldProps) {
  const language = useLanguage();
  const [text, setText] = useState(spanText(value, language));
  // What was typed stays as it was typed, such as `13,`, as long as it means the value.
  const shown = isSame(spanOf(text), value) ? text : spanText(value, language);
  return (
    <TextField
      {...rest}
      label={unit === undefined ? label : `${label} (${unit})`}
      inputMode="decimal"
      autoComplete="off"
      value={shown}
      onChange={({ target }) => {
        setText(target.value);
        onChange(spanOf(target.value));
      }}
    />
  );
}
