import { useMutation } from '@tanstack/react-query';
import { useProblemWords } from '../api/index.ts';
import { useTexts } from '../shell/language.ts';
import { Button, CopyButton, Dialog, Notice } from '../ui/index.ts';
import { anotherToken, type Keys, type Outlet } from './outlets-api.ts';
import { OUTLET_TEXTS } from './outlets-texts.ts';
import { WALL_TEXTS } from './texts.ts';

/** Keys of an outlet, which are shown this once. */
export function OutletKeys({ keys, onClose }: { readonly keys: Keys; readonly onClose: () => void }) {
  const texts = useTexts(OUTLET_TEXTS);
  const { outlet, token, secret, confirmation } = keys;
  return (
    <Dialog title={texts.keysOf(outlet.name)} onClose={onClose}>
      <p>{texts.keysWhy}</p>
      <Key name={texts.token} why={texts.tokenWhy} value={token} />
      {secret !== undefined && <Key name={texts.secret} why={texts.secretWhy} value={secret} />}
      {confirmation === 'sent' && <Notice tone="good">{texts.mailSent}</Notice>}
      {confirmation === 'not-sent' && <Notice tone="warn">{texts.mailNotSent}</Notice>}
      {outlet.standing === 'waiting' && <p>{texts.next}</p>}
      <div className="dialog-acts">
        <Button kind="main" onClick={onClose}>
          {texts.kept}
        </Button>
      </div>
    </Dialog>
  );
}

function Key({ name, why, value }: { readonly name: string; readonly why: string; readonly value: string }) {
  return (
    <section className="wall-key-shown" aria-label={name}>
      <h3>{name}</h3>
      <p className="quiet">{why}</p>
      <div className="row">
        <strong className="code">{value}</strong>
        <CopyButton text={value} />
      </div>
    </section>
  );
}

/** Asks once more before an outlet's token ends and another takes its place. */
export function AnotherToken({
  outlet,
  onDone,
  onClose,
}: {
  readonly outlet: Outlet;
  readonly onDone: (keys: Keys) => void;
  readonly onClose: () => void;
}) {
  const texts = useTexts(OUTLET_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const made = useMutation({ mutationFn: () => anotherToken(outlet.id), onSuccess: onDone });
  const problem = useProblemWords(made.error);
  return (
    <Dialog title={texts.anotherTokenOf(outlet.name)} onClose={onClose}>
      <p>{texts.anotherTokenWhy}</p>
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      <div className="dialog-acts">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="danger" busy={made.isPending} onClick={() => made.mutate()}>
          {texts.anotherToken}
        </Button>
      </div>
    </Dialog>
  );
}
