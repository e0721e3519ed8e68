import { useState } from 'react';
import { useTexts } from '../shell/language.ts';
import { Button, TextField } from '../ui/index.ts';
import { useField, useForm } from './form-state.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { isObject, valueAt } from './model.ts';
import { NumberField } from './number-field.tsx';
import { withRow } from './row-text.ts';
import { TimeAt } from './time-field.tsx';

/** A field for a number at a path. */
export function NumberAt({ path, label, unit }: { readonly path: string; readonly label: string; readonly unit?: string | undefined }) {
  const { value, set, error, changed } = useField(path);
  return <NumberField {...{ label, unit, value, error, changed }} onChange={set} />;
}

/** A field for words at a path. */
export function TextAt({ path, label }: { readonly path: string; readonly label: string }) {
  const { text, set, error, changed } = useField(path);
  return <TextField {...{ label, error, changed }} value={text} onChange={({ target }) => set(target.value)} />;
}

/** A position in one line, taken when the field is left or Enter pressed; then it is empty again, and the fields have it. */
function RowAt({ path }: { readonly path: string }) {
  const texts = useTexts(FORM_TEXTS);
  const { written, set } = useForm();
  const [line, setLine] = useState('');
  const given = valueAt(written, path);
  const next = withRow(isObject(given) ? given : {}, line);
  const take = (): void => {
    if (next === null) return;
    set(path, next);
    setLine('');
  };
  return (
    <div className="desk-row">
      <TextField
        label={texts.row}
        autoComplete="off"
        value={line}
        error={line.trim() === '' || next !== null ? undefined : texts.rowExpected}
        onChange={({ target }) => setLine(target.value)}
        onBlur={take}
        // With Alt a key of the page follows, which is to find what was typed.
        onKeyDown={({ key, altKey }) => (key === 'Enter' || altKey) && take()}
      />
    </div>
  );
}

/** Centre, movement and track of a storm. */
export function StormFields() {
  const texts = useTexts(FORM_TEXTS);
  const { written, set, now } = useForm();
  const given = valueAt(written, 'storm.steps');
  const steps: readonly unknown[] = Array.isArray(given) ? given : [];
  const add = (): void => {
    // A step stands only in a storm that has a centre.
    if (valueAt(written, 'storm.centre') === undefined) set('storm', { centre: { at: now() }, steps: [{}] });
    else set('storm.steps', [...steps, {}]);
  };
  return (
    <section className="panel desk-storm" aria-label={texts.steps}>
      <div className="desk-fields">
        <TimeAt path="storm.centre.at" label={texts.centre} />
        <RowAt path="storm.centre" />
        <NumberAt path="storm.centre.lat" label={texts.lat} />
        <NumberAt path="storm.centre.lon" label={texts.lon} />
        <NumberAt path="storm.centre.windForce" label={texts.force} />
        <NumberAt path="storm.centre.gustForce" label={texts.gusts} />
        <TextAt path="storm.movement.direction" label={texts.direction} />
        <NumberAt path="storm.movement.speedKmh" label={texts.speed} />
        <TextAt path="storm.centre.place" label={texts.where} />
      </div>
      {steps.map((_, index) => {
        const at = `storm.steps.${String(index)}`;
        return (
          <div key={at} className="desk-fields desk-step">
            <TimeAt path={`${at}.at`} label={texts.stepAt} />
            <RowAt path={at} />
            <NumberAt path={`${at}.lat`} label={texts.lat} />
            <NumberAt path={`${at}.lon`} label={texts.lon} />
            <NumberAt path={`${at}.windForce`} label={texts.force} />
            <NumberAt path={`${at}.gustForce`} label={texts.gusts} />
            <TextAt path={`${at}.place`} label={texts.where} />
            <Button
              kind="plain"
              onClick={() =>
                set(
                  'storm.steps',
                  steps.filter((_step, other) => other !== index),
                )
              }
            >
              {texts.removeStep(String(index + 1))}
            </Button>
          </div>
        );
      })}
      <Button kind="plain" onClick={add}>
        {texts.addStep}
      </Button>
    </section>
  );
}
