import { useState } from 'react';
import { useTexts } from '../shell/language.ts';
import { Button, Notice, TextField } from '../ui/index.ts';
import { asBefore, commonEdge, doublesOf, shiftedBy, takenFrom, withEdge } from './at-once.ts';
import { useForm } from './form-state.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { areasOf, spanOf, valueAt } from './model.ts';
import { PlaceName } from './place-picker.tsx';
import { TimeField } from './time-field.tsx';

const EDGES = ['from', 'to'] as const;

/** What is the same for all areas, set once: windows, the levels of the bulletin before; and places that stand in two areas at a time. */
export function AtOncePanel() {
  const texts = useTexts(FORM_TEXTS);
  const { written, base, replace, now } = useForm();
  const areas = areasOf(written);
  const isBare = areas.some((_, at) => valueAt(written, `areas.${String(at)}.announcedLevel`) === undefined);
  if (areas.length < 2) return null;
  return (
    <section className="panel stack" aria-label={texts.atOnce}>
      <h2>{texts.atOnce}</h2>
      <div className="desk-fields">
        {EDGES.map((edge) => (
          <TimeField
            key={edge}
            label={edge === 'from' ? texts.allFrom : texts.allTo}
            value={commonEdge(written, edge)}
            now={now}
            placeholder={texts.differ}
            onChange={(at) => at !== undefined && replace(withEdge(written, edge, at))}
          />
        ))}
        <Shift />
      </div>
      {base !== null && isBare && <Button onClick={() => replace(asBefore(written, base))}>{texts.asBefore}</Button>}
      <Doubles />
    </section>
  );
}

/** Hours that are added to every window when the field is left or Enter pressed; then it is empty again. */
function Shift() {
  const texts = useTexts(FORM_TEXTS);
  const { written, replace } = useForm();
  const [typed, setTyped] = useState('');
  const hours = spanOf(typed);
  const isHours = typeof hours === 'number';
  const take = (): void => {
    if (!isHours) return;
    replace(shiftedBy(written, hours));
    setTyped('');
  };
  return (
    <TextField
      label={texts.shift}
      inputMode="numeric"
      autoComplete="off"
      value={typed}
      error={hours === undefined || isHours || typed === '-' ? undefined : texts.wholeHours}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={take}
      // With Alt a key of the page follows, which is to find what was typed.
      onKeyDown={({ key, altKey }) => (key === 'Enter' || altKey) && take()}
    />
  );
}

function Doubles() {
  const texts = useTexts(FORM_TEXTS);
  const { written, replace } = useForm();
  return doublesOf(written).map(({ first, second, places }) => (
    <Notice key={`${String(first)}-${String(second)}`} tone="warn">
      <p>
        {places.map((place, at) => (
          <span key={JSON.stringify(place)}>
            {at > 0 && '; '}
            <PlaceName place={place} />
          </span>
        ))}
        {': '}
        {texts.double(String(first + 1), String(second + 1))}
      </p>
      <div className="row">
        {[first, second].map((left) => (
          <Button key={left} onClick={() => replace(takenFrom(written, left === first ? second : first, places))}>
            {texts.leaveIn(String(left + 1))}
          </Button>
        ))}
      </div>
    </Notice>
  ));
}
