import { type KeyboardEvent, useRef, useState } from 'react';
import { defineTexts, useTexts } from '../shell/language.ts';
import { Field } from '../ui/index.ts';
import { useField, useForm } from './form-state.tsx';
import { localTime } from './model.ts';
import { isWholeTime, readTime, timeText } from './time-text.ts';

const TEXTS = defineTexts({
  vi: {
    pick: (label: string) => `Chọn trên lịch: ${label}`,
    day: 'Ngày',
    hour: 'Giờ',
    weekdays: ['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'],
  },
  en: {
    pick: (label: string) => `Choose: ${label}`,
    day: 'Day',
    hour: 'Hour',
    weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  },
});

export interface TimeFieldProps {
  readonly label: string;
  /** An instant, or what was typed and is none. */
  readonly value: unknown;
  readonly onChange: (value: string | undefined) => void;
  readonly now: () => string;
  /** What stands in it as long as it is empty. */
  readonly placeholder?: string;
  readonly error?: string | undefined;
  readonly changed?: boolean;
}

/** A time of Viet Nam as text, `08:00 06/11/2025`; shorter forms are read when the field is left. Up and down move it by an hour. */
export function TimeField({ label, value, onChange, now, placeholder, error, changed = false }: TimeFieldProps) {
  const texts = useTexts(TEXTS);
  const [typed, setTyped] = useState<string | null>(null);
  const [picking, setPicking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const isTime = timeText(value) !== '';
  const from = isTime ? String(value) : now();
  const take = (text: string | null): void => {
    setTyped(null);
    // What is no time goes on as text, for the server to say so.
    if (text !== null) onChange(text.trim() === '' ? undefined : (readTime(text, from) ?? text));
  };
  const close = (): void => {
    setPicking(false);
    input.current?.focus();
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.altKey && event.key === 'ArrowDown') setPicking(true);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      setTyped(null);
      onChange(readTime(event.key === 'ArrowUp' ? '+1' : '-1', (typed === null ? undefined : readTime(typed, from)) ?? from));
    } else {
      // With Alt a key of the page follows, which is to find what was typed.
      if (event.key === 'Enter' || event.altKey) take(typed);
      return;
    }
    event.preventDefault();
  };
  return (
    <div className="desk-timed" onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && setPicking(false)}>
      <Field {...{ label, error, changed }}>
        {(control) => (
          <span className="desk-time">
            <input
              {...control}
              ref={input}
              autoComplete="off"
              inputMode="text"
              placeholder={placeholder}
              value={typed ?? (isTime ? timeText(value) : typeof value === 'string' ? value : '')}
              onChange={({ target }) => {
                if (isWholeTime(target.value)) take(target.value);
                else setTyped(target.value);
              }}
              onBlur={() => take(typed)}
              onKeyDown={press}
            />
            <button type="button" tabIndex={-1} aria-label={texts.pick(label)} aria-expanded={picking} onClick={() => setPicking(!picking)}>
              ▾
            </button>
          </span>
        )}
      </Field>
      {picking && <Picker {...{ from, label }} onPick={onChange} onClose={close} />}
    </div>
  );
}

/** A field for a time of Viet Nam at a path of the bulletin. */
export function TimeAt({ path, label }: { readonly path: string; readonly label: string }) {
  const { value, set, error, changed } = useField(path);
  const { now } = useForm();
  return <TimeField {...{ label, value, error, changed, now }} onChange={set} />;
}

const DAY_MS = 86_400_000;

interface PickerProps {
  readonly from: string;
  readonly label: string;
  readonly onPick: (at: string) => void;
  readonly onClose: () => void;
}

/** Day and hour from lists, in words of the page's own language. */
function Picker({ from, label, onPick, onClose }: PickerProps) {
  const texts = useTexts(TEXTS);
  const local = localTime(from);
  const days = Array.from({ length: 15 }, (_, at) => localTime(new Date(Date.parse(from) + (at - 4) * DAY_MS).toISOString()).slice(0, 10));
  const pick = (day: string, hour: string): void => onPick(new Date(`${day}T${hour}:${local.slice(14)}:00+07:00`).toISOString());
  const dayText = (day: string): string =>
    `${texts.weekdays[new Date(`${day}T00:00Z`).getUTCDay()] ?? ''} ${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
  return (
    <div
      className="row desk-picker"
      role="group"
      aria-label={texts.pick(label)}
      onKeyDown={({ key }) => (key === 'Escape' || key === 'Enter') && onClose()}
    >
      <select
        className="input"
        autoFocus
        aria-label={texts.day}
        value={local.slice(0, 10)}
        onChange={({ target }) => pick(target.value, local.slice(11, 13))}
      >
        {days.map((day) => (
          <option key={day} value={day}>
            {dayText(day)}
          </option>
        ))}
      </select>
      <select
        className="input"
        aria-label={texts.hour}
        value={local.slice(11, 13)}
        onChange={({ target }) => pick(local.slice(0, 10), target.value)}
      >
        {Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')).map((hour) => (
          <option key={hour} value={hour}>
            {hour}:{local.slice(14)}
          </option>
        ))}
      </select>
    </div>
  );
}
