import { bulletinTypes, type Hazard, hazardGroup, hazardIds, HAZARDS, hazard as hazardSchema, numberedStorm } from '@loa/domain/bulletin';
import { useLanguage, useTexts } from '../shell/language.ts';
import { SelectField, TextField } from '../ui/index.ts';
import type { Series } from './answers.ts';
import { useField, useForm } from './form-state.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { areasOf, plain, slugOf, valueAt, without } from './model.ts';
import { seriesName } from './series-name.ts';
import { TextAt } from './storm-fields.tsx';

interface HeadSectionProps {
  readonly isNew: boolean;
  /** Event and status are its own; another hazard of the page has those of the first. */
  readonly isLeading: boolean;
  readonly known: readonly Series[];
}

/** What the bulletin is: of which event and hazard, of which type, exercise or live. What a series has is not asked again. */
export function HeadSection({ isNew, isLeading, known }: HeadSectionProps) {
  const texts = useTexts(FORM_TEXTS);
  const language = useLanguage();
  const { written, replace } = useForm();
  const at = useField('hazard');
  const hazard = hazardSchema.safeParse(written['hazard']).data ?? 'storm';
  const type = useField('type');
  const status = useField('status');
  const types = bulletinTypes(hazard).filter(({ action }) => action === 'issue' || (action === 'correct' && !isNew));
  const retype = (id: string): void => replace({ ...written, type: id, scope: id === 'quick' ? 'partial' : 'full' });
  // A running series may go on as another hazard of its family: a storm weakens to a depression.
  const choices = isNew && isLeading ? hazardIds : hazardIds.filter((id) => hazardGroup(id) === written['family']);
  const isOther = (next: Hazard): boolean => hazardGroup(next) !== hazardGroup(hazard);
  const change = (next: Hazard): void => {
    const kept = isOther(next) ? without(written, 'storm', 'hazardName') : written;
    const areas = isOther(next) ? areasOf(kept).map((area) => ({ ...area, parameters: {} })) : areasOf(kept);
    replace({ ...kept, hazard: next, family: hazardGroup(next), type: bulletinTypes(next)[0]?.id, scope: 'full', areas });
  };
  return (
    <section className="panel desk-fields desk-head">
      {isNew && isLeading && <EventFields known={known} />}
      {isLeading && <EnglishName />}
      {choices.length > 1 && (
        <SelectField
          label={texts.hazard}
          error={at.error}
          changed={at.changed}
          value={hazard}
          onChange={({ target }) => change(hazardSchema.parse(target.value))}
        >
          {choices.map((id) => (
            <option key={id} value={id}>
              {HAZARDS[id][language]}
            </option>
          ))}
        </SelectField>
      )}
      {isNew && isLeading && (
        <>
          <SelectField label={texts.status} error={status.error} value={status.text} onChange={({ target }) => status.set(target.value)}>
            {(['Exercise', 'Actual'] as const).map((one, at) => (
              <option key={one} value={one}>
                {texts.statuses[at]}
              </option>
            ))}
          </SelectField>
        </>
      )}
      {hazard === 'other' && (
        <>
          <TextAt path="hazardName.vi" label={texts.hazardName} />
          <TextAt path="hazardName.en" label={texts.hazardNameEn} />
        </>
      )}
      <SelectField
        label={texts.type}
        error={type.error}
        changed={type.changed}
        value={type.text}
        hint={type.text === 'quick' ? texts.quick : undefined}
        onChange={({ target }) => retype(target.value)}
      >
        {types.map((one) => (
          <option key={one.id} value={one.id}>
            {one[language]}
          </option>
        ))}
      </SelectField>
    </section>
  );
}

/** An event under way, or a new one by its name, from which its id is made. */
function EventFields({ known }: { readonly known: readonly Series[] }) {
  const texts = useTexts(FORM_TEXTS);
  const { written, set } = useForm();
  const language = useLanguage();
  const events = new Map(known.map((one) => [one.event.id, one]));
  const id = valueAt(written, 'event.id');
  const isKnown = typeof id === 'string' && events.has(id);
  const { text, error } = useField('event.name.vi');
  const atId = useField('event.id');
  const year = String(written['finishedAt']).slice(0, 4);
  return (
    <>
      {events.size > 0 && (
        <SelectField
          label={texts.ofEvents}
          value={isKnown ? id : ''}
          onChange={({ target }) => set('event', events.get(target.value)?.event ?? { id: '' })}
        >
          <option value="">{texts.otherEvent}</option>
          {[...events].map(([eventId, one]) => (
            <option key={eventId} value={eventId}>
              {seriesName(one, language)}
            </option>
          ))}
        </SelectField>
      )}
      {!isKnown && (
        <TextField
          label={texts.event}
          hint={texts.eventHint}
          error={error ?? atId.error}
          value={text}
          onChange={({ target }) => {
            const name = target.value;
            const en = isNumbered(name) ? undefined : valueAt(written, 'event.name.en');
            const named = { vi: name, ...(en !== undefined && { en }) };
            set('event', name === '' ? { id: '' } : { id: `${slugOf(name)}-${year}`, name: named });
          }}
        />
      )}
    </>
  );
}

/** Whether a name says a storm's number, or may come to it when it is typed to its end. */
const isNumbered = (name: string): boolean =>
  'bao so'.startsWith(plain(name)) || [name, `${name}…)`].some((one) => numberedStorm(one) !== undefined);

/** What the event is called in English, where that does not follow from its Vietnamese name. */
function EnglishName() {
  const texts = useTexts(FORM_TEXTS);
  const { written } = useForm();
  const { text, error, changed, set } = useField('event.name.en');
  const name = valueAt(written, 'event.name.vi');
  if (typeof name !== 'string' || isNumbered(name)) return null;
  return (
    <TextField
      label={texts.eventEn}
      hint={texts.eventEnHint}
      {...{ error, changed }}
      value={text}
      onChange={({ target }) => set(target.value)}
    />
  );
}
