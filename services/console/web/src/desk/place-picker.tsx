import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Field } from '../ui/index.ts';
import { type OfferedPlace, placeList } from './answers.ts';
import { useField } from './form-state.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { isSame } from './model.ts';

type Ref = Readonly<Record<string, unknown>>;
const isLong = (text: string): boolean => text.trim().length >= 2;

function useOffered(text: string) {
  return useQuery({
    queryKey: ['places', text],
    queryFn: ({ signal }) => api.get(`/api/places?q=${encodeURIComponent(text.trim())}`, placeList, { signal }),
    enabled: isLong(text),
    staleTime: Infinity,
    placeholderData: (before) => before,
  });
}

/** What a place is named by in a bulletin; of a shape its kind. */
const keyOf = (place: Ref): string =>
  ['code', 'id', 'name', 'kind'].flatMap((name) => place[name] ?? []).find((one) => typeof one === 'string') ?? '';

/** What a place is called: as the gazetteer has it by its code, otherwise by the name that it is given by. */
function PlaceName({ place }: { readonly place: Ref }) {
  const language = useLanguage();
  const key = keyOf(place);
  const { data } = useOffered(key);
  const found = data?.places.find(({ at }) => isSame(at, place));
  return <>{found?.label[language] ?? key}</>;
}

/** The places of an area: typed, chosen from a list, taken away again. */
export function PlacePicker({ path }: { readonly path: string }) {
  const texts = useTexts(FORM_TEXTS);
  const language = useLanguage();
  const { value, set, error, changed } = useField(path);
  const places: readonly Ref[] = Array.isArray(value) ? (value as Ref[]) : [];
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const { data, isFetching } = useOffered(text);
  const offered = isLong(text) ? (data?.places ?? []).filter((one) => !places.some((held) => isSame(held, one.at))) : [];
  const chosen = Math.min(at, offered.length - 1);

  const add = (place: OfferedPlace | undefined): void => {
    if (place === undefined) return;
    set([...places, place.at]);
    setText('');
    setAt(0);
  };
  const isNone = isLong(text) && !isFetching && offered.length === 0;

  return (
    <div className="desk-places">
      <Field label={texts.places} hint={texts.placesHint} error={isNone ? texts.noPlace : error} changed={changed}>
        {(control) => (
          <input
            {...control}
            role="combobox"
            autoComplete="off"
            aria-expanded={offered.length > 0}
            aria-controls={list}
            aria-activedescendant={offered.length > 0 ? `${list}-${String(chosen)}` : undefined}
            value={text}
            onChange={({ target }) => {
              setText(target.value);
              setAt(0);
            }}
            onKeyDown={(event) => {
              const { key } = event;
              if (key === 'ArrowDown') setAt(Math.min(chosen + 1, offered.length - 1));
              else if (key === 'ArrowUp') setAt(Math.max(chosen - 1, 0));
              else if (key === 'Enter') add(offered[chosen]);
              else if (key === 'Escape') setText('');
              else if (key === 'Backspace' && text === '' && places.length > 0) return set(places.slice(0, -1));
              else return undefined;
              event.preventDefault();
              return undefined;
            }}
          />
        )}
      </Field>
      <ul id={list} role="listbox" aria-label={texts.places} className="desk-offered" hidden={offered.length === 0}>
        {offered.map((place, index) => (
          <li
            key={place.label.vi}
            id={`${list}-${String(index)}`}
            role="option"
            aria-selected={index === chosen}
            onMouseDown={(event) => {
              event.preventDefault();
              add(place);
            }}
          >
            <span>{place.label[language]}</span> <span className="quiet">{texts.units(String(place.units))}</span>
          </li>
        ))}
      </ul>
      {places.length > 0 && (
        <ul className="desk-chips" aria-label={texts.places}>
          {places.map((place) => (
            <li key={JSON.stringify(place)}>
              <PlaceName place={place} />
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
