import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldError, queryClient, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { LanguageOptions } from '../shell/language-options.tsx';
import { Button, CheckBox, Notice, SelectField, TextField } from '../ui/index.ts';
import { type Keys, OUTLETS_KEY, type Profile, register } from './outlets-api.ts';
import { OUTLET_TEXTS } from './outlets-texts.ts';
import { WALL_PROBLEMS, WALL_TEXTS } from './texts.ts';

const WAYS = ['webhook', 'email', 'websub', 'feed'] as const;
type Way = (typeof WAYS)[number];

/** The address that a way needs: its name among the fields of the way. */
const ADDRESS: Readonly<Record<Way, 'url' | 'address' | null>> = { webhook: 'url', email: 'address', websub: null, feed: null };

/** Registers an outlet. */
export function OutletForm({ onDone, onCancel }: { readonly onDone: (keys: Keys) => void; readonly onCancel: () => void }) {
  const texts = useTexts(OUTLET_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const [name, setName] = useState('');
  const [contact, setContact] = useState('');
  const [kind, setKind] = useState<Way>('webhook');
  const [to, setTo] = useState('');
  const [drills, setDrills] = useState(false);
  const [speaks, setSpeaks] = useState('vi');
  const field = ADDRESS[kind];
  const given = useMutation({
    mutationFn: () => {
      const way: Profile['way'] = { kind, ...(field !== null && { [field]: to.trim() }) };
      return register({ name, contact, way, statuses: drills ? ['Actual', 'Exercise'] : ['Actual'], language: speaks });
    },
    onSuccess: async (keys) => {
      await queryClient.invalidateQueries({ queryKey: OUTLETS_KEY });
      onDone(keys);
    },
  });
  const problem = useProblemWords(given.error, useTexts(WALL_PROBLEMS));
  const error = (path: string) => fieldError(given.error, path, language);
  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (!given.isPending) given.mutate();
      }}
    >
      {problem !== null && (
        <Notice tone="bad" role="alert">
          {problem}
        </Notice>
      )}
      <TextField label={texts.name} value={name} error={error('name')} onChange={({ target }) => setName(target.value)} />
      <TextField
        label={texts.contact}
        hint={texts.contactHint}
        value={contact}
        error={error('contact')}
        onChange={({ target }) => setContact(target.value)}
      />
      <SelectField
        label={texts.way}
        value={kind}
        error={error('way.kind')}
        onChange={({ target }) => setKind(WAYS.find((one) => one === target.value) ?? 'webhook')}
      >
        {WAYS.map((one) => (
          <option key={one} value={one}>
            {texts[`way-${one}`]}
          </option>
        ))}
      </SelectField>
      {field !== null && (
        <TextField
          label={texts[field]}
          hint={texts[`${field}Hint`]}
          inputMode={field === 'url' ? 'url' : 'email'}
          value={to}
          error={error(`way.${field}`)}
          onChange={({ target }) => setTo(target.value)}
        />
      )}
      <SelectField label={texts.language} value={speaks} onChange={({ target }) => setSpeaks(target.value)}>
        <LanguageOptions />
      </SelectField>
      <CheckBox label={texts.drills} checked={drills} onChange={({ target }) => setDrills(target.checked)} />
      <div className="dialog-acts">
        <Button onClick={onCancel}>{words.cancel}</Button>
        <Button kind="main" size="big" type="submit" busy={given.isPending}>
          {texts.register}
        </Button>
      </div>
    </form>
  );
}
