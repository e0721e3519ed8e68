import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Button, TextArea } from '../ui/index.ts';
import { officialDocument } from './answers.ts';
import { handIn } from './calls.ts';
import { useField } from './form-state.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { REFUSALS } from './texts.ts';

/** The issuer's own words, and its official document. */
export function WordsSection() {
  const texts = useTexts(FORM_TEXTS);
  const [vi, en] = [useField('text.vi'), useField('text.en')];
  return (
    <section className="panel">
      <TextArea label={texts.text} rows={4} value={vi.text} error={vi.error} onChange={({ target }) => vi.set(target.value)} />
      <TextArea label={texts.textEn} rows={2} value={en.text} error={en.error} onChange={({ target }) => en.set(target.value)} />
      <DocumentField />
    </section>
  );
}

function DocumentField() {
  const texts = useTexts(FORM_TEXTS);
  const language = useLanguage();
  const { value, set, error } = useField('document');
  const id = useId();
  const giving = useMutation({ mutationFn: handIn, onSuccess: set });
  const wrong = useProblemWords(giving.error, REFUSALS[language]) ?? error;
  const held = officialDocument.safeParse(value).data;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {texts.document}
      </label>
      <span className="field-hint">{texts.documentHint}</span>
      {held === undefined ? (
        <input
          id={id}
          type="file"
          accept=".pdf,.docx"
          aria-busy={giving.isPending}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) giving.mutate(file);
          }}
        />
      ) : (
        <span className="row">
          {held.name} ({Math.ceil(held.size / 1024)} kB)
          <Button kind="plain" onClick={() => set(undefined)}>
            {texts.removeDocument}
          </Button>
        </span>
      )}
      {wrong !== undefined && (
        <span className="field-bad" role="alert">
          {wrong}
        </span>
      )}
    </div>
  );
}
