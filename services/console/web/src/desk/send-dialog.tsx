import { useState } from 'react';
import { useTexts } from '../shell/language.ts';
import { Button, Dialog, Notice, TextField } from '../ui/index.ts';
import { FORM_TEXTS } from './form-texts.ts';
import { plain } from './model.ts';

export interface SendDialogProps {
  readonly isLive: boolean;
  /** A place that is typed before a real warning goes out; null: nothing is. */
  readonly toType: string | null;
  readonly busy: boolean;
  /** Some area announces no level. */
  readonly levelsLeft: boolean;
  /** The hazards that go out together; empty: there is one. */
  readonly what: readonly string[];
  readonly wrong: string | null;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** The last question before sending: an exercise asks for one press, a real bulletin for the name of a place of it. */
export function SendDialog({ isLive, toType, busy, levelsLeft, what, wrong, onSend, onClose }: SendDialogProps) {
  const texts = useTexts(FORM_TEXTS);
  const [typed, setTyped] = useState('');
  const asked = isLive ? toType : null;
  const fits = asked === null || plain(typed) === plain(asked);
  return (
    <Dialog title={isLive ? texts.confirmTitle : texts.confirmExercise} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (fits && !busy) onSend();
        }}
      >
        <Notice tone={isLive ? 'bad' : 'usual'}>{isLive ? texts.live : texts.exercise}</Notice>
        {what.length > 0 && <p>{texts.together(what.join(', '))}</p>}
        {levelsLeft && <Notice tone="warn">{texts.levelsLeft}</Notice>}
        {asked !== null && (
          <TextField
            label={texts.typeName(asked)}
            value={typed}
            autoComplete="off"
            autoFocus
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
        {wrong !== null && (
          <Notice tone="bad" role="alert">
            {wrong}
          </Notice>
        )}
        <div className="dialog-acts">
          <Button onClick={onClose}>{texts.back}</Button>
          <Button type="submit" kind={isLive ? 'danger' : 'main'} size="big" busy={busy || !fits}>
            {texts.sendNow}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
