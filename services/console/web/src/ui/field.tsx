import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with it, in plain words; absent: nothing. */
  readonly error?: string | undefined;
  /** Differs from what it was filled with at first. */
  readonly changed?: boolean;
}

/** What an input, select or textarea inside {@link Field} is given. */
export interface FieldControl {
  readonly id: string;
  readonly className: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
  readonly 'data-changed': boolean | undefined;
}

/** A label, a hint, whatever `children` makes, and what is wrong with it beside it. */
export function Field({ label, hint, error, changed, children }: FieldProps & { readonly children: (control: FieldControl) => ReactNode }) {
  const id = useId();
  const described = [hint === undefined ? null : `${id}-hint`, error === undefined ? null : `${id}-bad`].filter((one) => one !== null);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {children({
        id,
        className: 'input',
        'aria-describedby': described.length === 0 ? undefined : described.join(' '),
        'aria-invalid': error === undefined ? undefined : true,
        'data-changed': changed === true ? true : undefined,
      })}
      {error !== undefined && (
        <span className="field-bad" id={`${id}-bad`} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

/** A one-line field. */
export function TextField({ label, hint, error, changed, ...input }: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field {...{ label, hint, error, ...(changed !== undefined && { changed }) }}>{(control) => <input {...input} {...control} />}</Field>
  );
}

/** A field of several lines. */
export function TextArea({ label, hint, error, changed, ...input }: FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field {...{ label, hint, error, ...(changed !== undefined && { changed }) }}>
      {(control) => <textarea {...input} {...control} />}
    </Field>
  );
}

/** A choice from a list; its options are `children`. */
export function SelectField({ label, hint, error, changed, children, ...input }: FieldProps & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field {...{ label, hint, error, ...(changed !== undefined && { changed }) }}>
      {(control) => (
        <select {...input} {...control}>
          {children}
        </select>
      )}
    </Field>
  );
}

/** A box to tick. */
export function CheckBox({ label, ...input }: { readonly label: ReactNode } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className="choice">
      <input {...input} type="checkbox" />
      <span>{label}</span>
    </label>
  );
}
