import { useEffect, useSyncExternalStore } from 'react';
import { createStore } from '../shell/store.ts';
import { useTexts } from '../shell/language.ts';
import { SHELL_TEXTS } from '../shell/texts.ts';
import type { Tone } from './badge.tsx';
import { Button } from './button.tsx';

interface Toast {
  readonly id: number;
  readonly tone: Tone;
  readonly text: string;
}

const toasts = createStore<readonly Toast[]>([]);
let last = 0;
/** Long enough to be read: a glance, and so long for each character. */
const GLANCE_MS = 2_000;
const CHARACTER_MS = 50;

/** Says something at the screen's edge that needs no answer. It goes by itself and at the next press; what is bad stays until it is put away. */
export function toast(text: string, tone: Tone = 'usual'): void {
  last += 1;
  const id = last;
  toasts.set([...toasts.get(), { id, tone, text }]);
  if (tone !== 'bad') setTimeout(() => putAway(id), GLANCE_MS + text.length * CHARACTER_MS);
}

const putAway = (id: number): void => toasts.set(toasts.get().filter((one) => one.id !== id));
const putAwayGood = (): void => toasts.set(toasts.get().filter((one) => one.tone === 'bad'));

/** Where toasts appear; once on every page. */
export function Toasts() {
  const shown = useSyncExternalStore(toasts.subscribe, toasts.get);
  const texts = useTexts(SHELL_TEXTS);
  const isShown = shown.length > 0;
  useEffect(() => {
    if (!isShown) return undefined;
    addEventListener('pointerdown', putAwayGood);
    return () => removeEventListener('pointerdown', putAwayGood);
  }, [isShown]);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, tone, text }) => (
        <div key={id} className="toast" data-tone={tone}>
          <span>{text}</span>
          <Button kind="plain" onClick={() => putAway(id)}>
            {texts.close}
          </Button>
        </div>
      ))}
    </div>
  );
}
