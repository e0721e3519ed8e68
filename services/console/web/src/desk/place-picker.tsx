import { useId, useState } from 'react';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Field } from '../ui/index.ts';
import { useField, useForm, wordsAt } from './form-state.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { isSame } from './model.ts';
import { optionTaken, type PlaceOption, useOffered, usePlaceOptions } from './place-options.ts';

type Ref = Readonly<Record<string, unknown>>;

/** What a place is named by in a bulletin; of a shape its kind. */
const keyOf = (place: Ref): string =>
  ['code', 'id', 'name', 'kind'].flatMap((name) => place[name] ?? []).find((one) => typeof one === 'string') ?? '';

/** What a place is called: as the gazetteer has it by its code, otherwise by the name that it is given by. */
export function PlaceName({ place }: { readonly place: Ref }) {
  const language = useLanguage();
  const key = keyOf(place);
  const { data } = useOffered(key);
  const found = data?.places.find(({ at }) => isSame(at, place));
  return <>{found?.label[language] ?? key}</>;
}

/** What is wrong with one of the places, beside it. */
function Wrong({ path }: { readonly path: string }) {
  const { error } = useForm();
  const words = wordsAt(error, path, useLanguage());
  return words === undefined ? null : (
    <span className="field-bad" role="alert">
      {words}
    </span>
  );
}

/** The places of an area: typed, one or a list of them, chosen from what they may mean, taken away again. */
export function PlacePicker({ index }: { readonly index: number }) {
  const texts = useTexts(FORM_TEXTS);
  const language = useLanguage();
  const { written, replace } = useForm();
  const { value, set, error, changed } = useField(`areas.${String(index)}.places`);
  const places: readonly Ref[] = Array.isArray(value) ? (value as Ref[]) : [];
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const { options, unread, isFetching } = usePlaceOptions(text, written, index);
  const chosen = Math.min(at, options.length - 1);

  const take = (option: PlaceOption | undefined): void => {
    if (option === undefined) return;
    replace(optionTaken(written, index, option));
    setText('');
    setAt(0);
  };
  const isNone = text.trim().length >= 2 && !text.includes(';') && !isFetching && options.length === 0;
  const wrong = unread.length > 0 ? unread.map(texts.unread).join('; ') : isNone ? texts.noPlace : error;

  return (
    <div className="desk-places">
      <Field label={texts.places} hint={texts.placesHint} error={wrong} changed={changed}>
        {(control) => (
          <input
            {...control}
            role="combobox"
            autoComplete="off"
            aria-expanded={options.length > 0}
            aria-controls={list}
            aria-activedescendant={options.length > 0 ? `${list}-${String(chosen)}` : undefined}
            value={text}
            onChange={({ target }) => {
              setText(target.value);
              setAt(0);
            }}
            onKeyDown={(event) => {
              const { key } = event;
              if (key === 'ArrowDown') setAt(Math.min(chosen + 1, options.length - 1));
              else if (key === 'ArrowUp') setAt(Math.max(chosen - 1, 0));
              else if (key === 'Enter') take(options[chosen]);
              else if (key === 'Escape') setText('');
              else if (key === 'Backspace' && text === '' && places.length > 0) return set(places.slice(0, -1));
              else return undefined;
              event.preventDefault();
              return undefined;
            }}
          />
        )}
      </Field>
      <ul id={list} role="listbox" aria-label={texts.places} className="desk-offered" hidden={options.length === 0}>
        {options.map((option, row) => (
          <li
            key={option.does + option.places.map(({ label }) => label.vi).join()}
            id={`${list}-${String(row)}`}
            role="option"
            aria-selected={row === chosen}
            onMouseDown={(event) => {
              event.preventDefault();
              take(option);
            }}
          >
            {text.includes(';') || option.does !== 'add' ? <strong>{texts[option.does](String(option.places.length))} </strong> : null}
            <span>{option.places.map(({ label }) => label[language]).join(', ')}</span>{' '}
            <span className="quiet">{texts.units(String(option.places.reduce((sum, { units }) => sum + units, 0)))}</span>
          </li>
        ))}
      </ul>
      {places.length > 0 && (
        <ul className="desk-chips" aria-label={texts.places}>
          {places.map((place, at) => (
            <li key={JSON.stringify(place)}>
              <PlaceName place={place} />
              <Wrong path={`areas.${String(index)}.places.${String(at)}`} />
              <button type="button" aria-label={texts.removePlace(keyOf(place))} onClick={() => set(places.filter((one) => one !== place))}>
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
