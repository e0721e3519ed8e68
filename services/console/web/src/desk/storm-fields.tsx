import { useTexts } from '../shell/language.ts';
import { Button, TextField } from '../ui/index.ts';
import { useField, useForm } from './form-state.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { instantOf, localTime, valueAt } from './model.ts';
import { NumberField } from './number-field.tsx';

/** A field for a number at a path. */
export function NumberAt({ path, label, unit }: { readonly path: string; readonly label: string; readonly unit?: string | undefined }) {
  const { value, set, error, changed } = useField(path);
  return <NumberField {...{ label, unit, value, error, changed }} onChange={set} />;
}

/** A field for a time of Viet Nam at a path. */
export function TimeAt({ path, label }: { readonly path: string; readonly label: string }) {
  const { value, set, error, changed } = useField(path);
  return (
    <TextField
      {...{ label, error, changed }}
      type="datetime-local"
      value={localTime(value)}
      onChange={({ target }) => set(instantOf(target.value))}
    />
  );
}

/** A field for words at a path. */
export function TextAt({ path, label }: { readonly path: string; readonly label: string }) {
  const { text, set, error, changed } = useField(path);
  return <TextField {...{ label, error, changed }} value={text} onChange={({ target }) => set(target.value)} />;
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
        <NumberAt path="storm.centre.lat" label={texts.lat} />
        <NumberAt path="storm.centre.lon" label={texts.lon} />
        <NumberAt path="storm.centre.windForce" label={texts.force} />
        <NumberAt path="storm.centre.gustForce" label={texts.gusts} />
        <TextAt path="storm.movement.direction" label={texts.direction} />
        <NumberAt path="storm.movement.speedKmh" label={texts.speed} />
      </div>
      {steps.map((_, index) => {
        const at = `storm.steps.${String(index)}`;
        return (
          <div key={at} className="desk-fields desk-step">
            <TimeAt path={`${at}.at`} label={texts.stepAt} />
            <NumberAt path={`${at}.lat`} label={texts.lat} />
            <NumberAt path={`${at}.lon`} label={texts.lon} />
            <NumberAt path={`${at}.windForce`} label={texts.force} />
          </div>
        );
      })}
      <Button kind="plain" onClick={add}>
        {texts.addStep}
      </Button>
    </section>
  );
}
